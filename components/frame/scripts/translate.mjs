// What Streamlit says itself, said in the reader's language as it appears.
import { appearing, within } from "./appearing.mjs";
import { told } from "./told.mjs";

const NAMES = ["aria-label", "placeholder", "title"];
const HOLE = /\{(\w+)\}/g;
const marks = /[.*+?^${}()|[\]\\]/g;

// An English date of Streamlit's own as people here write it; any other text as it is.
export const day = text => {
  const found = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(text) ? new Date(`${text} 12:00`) : new Date(NaN);
  if (Number.isNaN(found.getTime())) return text;
  return [found.getDate(), found.getMonth() + 1].map(n => `${n}`.padStart(2, "0")).concat(found.getFullYear()).join("/");
};

// A message with `{places}` as what finds them in a text, and puts them into its translation.
export const pattern = (message, said) => {
  const names = [...message.matchAll(HOLE)].map(([, name]) => name);
  const parts = message.split(/\{\w+\}/).map(part => part.replace(marks, "\\$&"));
  const shape = new RegExp(`^${parts.join("([^]+)")}$`);
  return text => {
    const found = shape.exec(text);
    if (!found) return undefined;
    const values = Object.fromEntries(names.map((name, n) => [name, name === "date" ? day(found[n + 1]) : found[n + 1]]));
    return said.replace(HOLE, (whole, name) => values[name] ?? whole);
  };
};

// What is said in each place, made ready to be looked up: whole texts at once, patterns in turn.
export const ready = places => places.map(([selector, said]) => {
  const entries = Object.entries(said);
  return {
    selector,
    whole: new Map(entries.filter(([message]) => !message.includes("{"))),
    patterns: entries.filter(([message]) => message.includes("{")).map(([message, one]) => pattern(message, one)),
  };
});

// The translation of a text of this element, if it stands where Streamlit says it.
export const said = (places, element, text) => {
  for (const { selector, whole, patterns } of places) {
    if (!whole.has(text) && !patterns.length) continue;
    if (!element.closest(selector)) continue;
    const found = whole.get(text) ?? patterns.reduce((found, one) => found ?? one(text), undefined);
    if (found !== undefined) return found;
  }
  return undefined;
};

export const translate = () => {
  const places = Object.fromEntries(Object.entries(told.streamlits ?? {}).map(([one, some]) => [one, ready(some)]));
  const sources = new WeakMap(); // what stood there, and what we said instead, by node and name

  const one = (node, name, element, text, write) => {
    const kept = sources.get(node) ?? {};
    const source = kept[name]?.shown === text ? kept[name].source : text;
    const core = source.trim();
    const found = core && said(places[document.documentElement.lang] ?? [], element, core);
    const shown = found === undefined || found === "" ? source : source.replace(core, () => found);
    if (shown === text) return;
    sources.set(node, { ...kept, [name]: { source, shown } });
    write(shown);
  };

  const text = node => node.parentElement && one(node, "", node.parentElement, node.data, shown => { node.data = shown; });
  const names = element => NAMES.forEach(name => {
    const given = element.getAttribute(name);
    if (given) one(element, name, element, given, shown => element.setAttribute(name, shown));
  });

  const all = node => {
    if (node.nodeType === Node.TEXT_NODE) return text(node);
    within(node, NAMES.map(name => `[${name}]`).join()).forEach(names);
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) text(walk.currentNode);
  };

  appearing(all);
  new MutationObserver(() => all(document.body)).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
};
