// A box to type into with a list under it, as ARIA 1.2 has it: keyboard, finger, screen reader.
import { say } from "./told.mjs";

const MOST = 60; // rows that are drawn; who wants another one types more of it
const PAGE = 8;

export class Combobox {
  // `find(text)` gives the options for what is typed, each with a title and a note; `take(option)` acts.
  constructor(input, { find, take, chosen = () => null }) {
    Object.assign(this, { input, find, take, chosen, options: [], active: -1, list: null });
    Object.assign(this, { isReady: false, isWaiting: false, isEntered: false }); // what is done before it is ready
    const on = (name, does) => input.addEventListener(name, does);
    on("input", () => this.open());
    on("mouseup", event => this.keepWhole(event));
    on("click", () => this.list ? this.close() : this.open());
    on("focus", () => input.select());
    on("blur", () => this.leave());
    on("keydown", event => this.press(event));
    if (input.matches(":focus")) input.select();
  }

  // What there is to be found is there: what was asked for meanwhile happens.
  begin() {
    this.isReady = true;
    if (this.isWaiting) this.open();
    if (this.isEntered && this.typed) this.choose(this.options[0]);
  }

  get typed() { return this.input.value === this.input.defaultValue ? "" : this.input.value.trim(); }

  // A click into the name of what is chosen leaves all of it selected: what is typed replaces it.
  keepWhole(event) {
    if (this.typed) return; // who is typing puts the caret where it is wanted
    event.preventDefault(); // else a click into a selection takes it away
    this.input.select();
  }

  open() {
    if (!this.isReady) { this.isWaiting = true; return; }
    const found = this.find(this.typed), at = this.typed ? 0 : found.indexOf(this.chosen());
    if (!found.length && !this.typed) return this.close(); // nothing was asked
    const first = Math.max(0, Math.min(at - PAGE, found.length - MOST)); // around what is chosen
    this.options = found.slice(first, first + MOST);
    this.draw(found.length - this.options.length);
    this.activate(this.options.length && at >= 0 ? at - first : -1);
  }

  draw(more) {
    this.list ??= this.lay();
    const rows = this.options.map((option, n) => this.row(option, n));
    this.list.replaceChildren(...rows);
    const said = !rows.length ? say("found_nothing", { text: this.typed }) : more ? say("found_more", { n: more }) : "";
    this.foot.textContent = said;
    this.foot.hidden = !said;
    this.state.textContent = rows.length ? say("found_count", { n: rows.length + more }) : said;
    this.place();
  }

  row(option, n) {
    const row = piece("li", "option", "");
    row.setAttribute("role", "option");
    row.id = `${this.list.id}-${n}`;
    row.setAttribute("aria-selected", String(option === this.chosen()));
    row.append(piece("b", "", option.title));
    if (option.note) row.append(piece("small", "", option.note));
    row.addEventListener("click", () => this.choose(option));
    return row;
  }

  // The list lies above all, and not in the page's own column, which may be narrower or scroll.
  lay() {
    const { input } = this, box = this.box = piece("div", "found", ""), list = piece("ul", "", "");
    list.id = `${input.id}-list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent ?? "");
    this.foot = piece("p", "", "");
    this.state = piece("p", "unseen", "");
    this.state.setAttribute("role", "status");
    box.append(list, this.foot, this.state);
    box.addEventListener("pointerdown", event => event.preventDefault()); // the box keeps the focus
    box.addEventListener("mousedown", event => event.preventDefault());
    document.body.append(box);
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "true");
    this.moved = event => box === event.target || list === event.target || this.place();
    addEventListener("scroll", this.moved, true);
    addEventListener("resize", this.moved);
    return list;
  }

  place() {
    const { box, input } = this, at = input.getBoundingClientRect(), edge = 8;
    const below = innerHeight - at.bottom - edge, above = at.top - edge, up = below < 240 && above > below;
    const wide = Math.min(Math.max(at.width, 280), innerWidth - 2 * edge);
    Object.assign(box.style, {
      width: `${wide}px`, left: `${Math.max(edge, Math.min(at.left, innerWidth - wide - edge))}px`,
      maxHeight: `${Math.min(up ? above : below, 420)}px`,
      top: up ? "auto" : `${at.bottom + 2}px`, bottom: up ? `${innerHeight - at.top + 2}px` : "auto",
    });
  }

  activate(n) {
    const rows = [...(this.list?.children ?? [])];
    rows[this.active]?.removeAttribute("data-active");
    this.active = n;
    rows[n]?.setAttribute("data-active", "");
    rows[n]?.scrollIntoView({ block: "nearest" });
    n < 0 ? this.input.removeAttribute("aria-activedescendant") : this.input.setAttribute("aria-activedescendant", rows[n].id);
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key], last = this.options.length - 1;
    if (event.isComposing) return; // a letter is being put together
    if (step && !this.list) this.open();
    else if (step && last >= 0) this.activate(this.active < 0 ? (step > 0 ? 0 : last) : Math.max(0, Math.min(this.active + step, last)));
    else if (event.key === "Enter" && !this.isReady) this.isEntered = true;
    else if (event.key === "Enter") this.list ? this.choose(this.options[this.active]) : this.open();
    else if (event.key === "Escape" && this.list) this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation(); // arrows would step through time as well
  }

  choose(option) {
    if (!option) return;
    this.close();
    this.input.value = option.title;
    this.take(option);
  }

  leave() {
    this.isWaiting = this.isEntered = false;
    this.close();
    this.input.value = this.input.defaultValue;
  }

  close() {
    if (!this.list) return;
    removeEventListener("scroll", this.moved, true);
    removeEventListener("resize", this.moved);
    this.box.remove();
    Object.assign(this, { list: null, options: [], active: -1 });
    this.input.setAttribute("aria-expanded", "false");
    for (const name of ["aria-controls", "aria-activedescendant"]) this.input.removeAttribute(name);
  }
}

// An element with a name and a text.
const piece = (kind, name, text) => {
  const element = document.createElement(kind);
  element.className = name;
  element.textContent = text; // never HTML: names come from files
  return element;
};
