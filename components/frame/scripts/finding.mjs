// The box that finds anything by its name, and the pickers that find the same way.
import { appearing, within } from "./appearing.mjs";
import { Combobox } from "./combobox.mjs";
import { go, shownDay, withChanges } from "./going.mjs";
import { isInForce, prepare, ranked } from "./matching.mjs";

const lists = new Map(); // by address: each is fetched once
const ALL = "all"; // no choice at all
let returning = ""; // the picker that had the focus before the page was drawn anew

const listAt = address => {
  if (!lists.has(address)) lists.set(address, fetch(address).then(answer => {
    if (!answer.ok) throw Error(answer.status);
    return answer.json();
  }).then(made => ({ letters: made.letters, prepared: prepare(made) })).catch(error => {
    lists.delete(address); // the next try may have more luck
    throw error;
  }));
  return lists.get(address);
};

// What a picker offers of the list: its own kind, those in force on its day, of its group, those named.
export const offered = ({ kind, on, group, all, among }, prepared) => {
  const named = among && new Set(among.split(" "));
  const own = prepared.filter(entry => entry.kind === kind && (!named || named.has(entry.id))
    && (!on || isInForce(entry, on)) && (!group || entry.group === group));
  return all ? [...prepare({ letters: {}, entries: [{ id: ALL, title: all }] }), ...own] : own;
};

// Where an entry leads: to the page of a commune, to the map of an indicator or a group.
export const leadsTo = (entry, day) => {
  const { kind, id } = entry;
  if (kind === "commune") return ["commune", { commune: id, ...(!day || isInForce(entry, day) ? {} : { day: null }) }];
  return ["./", kind === "group" ? { group: id, indicator: null } : { indicator: id, group: null }];
};

const bindFinder = async input => {
  const { dataset } = input.closest("[data-finds]"), isPicker = dataset.finds === "picker";
  const box = input.combobox ??= new Combobox(input, {
    find: text => text || isPicker ? ranked(box.own, text, box.letters, dataset.on ?? shownDay()) : [],
    chosen: () => box.own.find(entry => entry.id === dataset.value) ?? null,
    take: entry => {
      const here = isPicker && withChanges(location.pathname, { [dataset.key]: entry.id === ALL ? null : entry.id });
      const went = go(here || withChanges(...leadsTo(entry, shownDay())));
      returning = isPicker && went && entry.id !== dataset.value ? input.id : "";
      if (!isPicker) input.blur();
      if (!isPicker || !went) input.value = input.defaultValue;
    },
  });
  if (box.isReady) return;
  const list = await listAt(dataset.list).catch(() => null); // the next focus tries again
  if (!list || box.isReady) return;
  box.letters = list.letters;
  box.own = isPicker ? offered(dataset, list.prepared) : list.prepared;
  box.begin();
};

const isTypedInto = element => element.matches?.("input, textarea, select, [contenteditable='true']");

export const findByName = () => {
  document.addEventListener("focusin", event => {
    if (!event.target.matches("[data-finds] input")) return;
    // A reader who is at another one by then stays there.
    if (returning) returning = event.target.closest("[data-finds=picker]") ? event.target.id : "";
    bindFinder(event.target);
  });
  appearing(node => {
    for (const input of within(node, "[data-finds] input")) {
      setTimeout(() => bindFinder(input), 1500); // the map first
      if (input.id !== returning) continue;
      returning = "";
      input.focus();
    }
  });
  addEventListener("keydown", event => {
    const isKey = (event.key === "/" && !isTypedInto(event.target)) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    const box = document.querySelector("[data-finds='all'] input");
    if (!isKey || !box) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    box.focus();
  }, true);
};
