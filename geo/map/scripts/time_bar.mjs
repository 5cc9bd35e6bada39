// The bar below a map that steps through time: stills from one file, and no server is asked.
import { button, make, speak } from "./elements.mjs";
import { stepOf } from "./keyboard.mjs";
import { load } from "./load.mjs";
import { tellPage } from "./messages.mjs";
import { Player } from "./player.mjs";
import { Reel } from "./reel.mjs";
import { Steps } from "./steps.mjs";

const PAUSE = 600; // ms without a step after which the reader counts as having stopped

export class TimeBar {
  constructor(atlas) {
    Object.assign(this, { atlas, steps: null, player: new Player(() => this.beat()), waiting: null });
    this.bar = make("div", atlas.box, "atlas-time");
    this.bar.hidden = true;
    L.DomEvent.disableClickPropagation(this.bar);
    this.key = make("div", this.bar, "key");
    const row = make("div", this.bar), icon = (name, act) => button(row, name, name, act);
    this.buttons = {
      play: icon("play", () => this.play()),
      pause: icon("pause", () => this.pause()),
      earlier: icon("earlier", () => this.move(-1)),
    };
    this.slider = make("input", row);
    this.slider.type = "range";
    this.buttons.later = icon("later", () => this.move(1));
    this.said = make("output", row);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches; // then nothing plays
    this.listen();
  }

  listen() {
    const { slider, atlas: { box } } = this;
    slider.oninput = () => this.step(Number(slider.value));
    slider.onpointerdown = () => { this.held = true; };
    for (const event of ["change", "pointerup", "pointercancel", "blur"])
      slider.addEventListener(event, () => { if (this.held) { this.held = false; this.tell(); } });
    // Also where Leaflet has the focus, which would move the map: with Shift it still does.
    box.addEventListener("keydown", e => {
      const by = stepOf(e);
      if (!this.steps || !by || e.target !== box) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      this.move(by);
    }, true);
    this.bar.addEventListener("keydown", e => { if (e.key !== "Escape") e.stopPropagation(); });
  }

  // --- what is given ---

  give(given) {
    const before = this.given;
    this.given = given;
    if (given) this.speak(given.words);
    if (!given || this.source !== given.stills) this.fetch(given?.stills);
    else if (before.day !== given.day) this.follow(given.day);
  }

  speak(words) {
    this.bar.setAttribute("role", "group");
    for (const element of [this.bar, this.slider]) element.setAttribute("aria-label", words.days);
    speak(this.buttons, words);
  }

  fetch(source) {
    this.halt();
    Object.assign(this, { source, steps: null });
    this.draw();
    if (source) load(source).then(reel => {
      if (this.source !== source) return; // another was asked for meanwhile
      this.steps = new Steps(new Reel(reel), this.given.day);
      this.draw();
    }).catch(error => {
      console.warn(error);
      if (this.source === source) this.source = null; // again with the next paint, or a tap on the bar
    });
  }

  follow(day) {
    if (!this.steps || this.steps.follow(day)) this.halt();
    else this.wait();
    this.draw();
  }

  // --- what is shown ---

  get height() { return this.bar.offsetHeight; }

  get away() { const { steps, atlas } = this; return steps?.away && steps.reel.order === atlas.order ? steps.away : null; }

  fill(i) { const { away } = this; return away && away.key[away.classes[i]]; } // colour, hatch, words

  // Of an area in such a still only its class is known here: its figures are of another day.
  lines(i) {
    const { away } = this;
    return away && [away.key[away.classes[i]][2], `${this.given.words.days}: ${away.words}`, away.note(i)].filter(Boolean);
  }

  draw() {
    const { steps, slider, said, buttons, bar, player: { playing }, height } = this;
    bar.hidden = !this.given;
    slider.disabled = !steps;
    slider.max = steps?.reel.last ?? 0;
    slider.value = steps?.at ?? 0;
    const words = steps?.here?.words ?? "", notes = steps?.here?.said() ?? [];
    slider.setAttribute("aria-valuetext", words);
    said.textContent = words;
    if (notes.length) make("small", said, "", notes.join(" \u00b7 "));
    for (const heard of [said, this.atlas.card.box]) heard.setAttribute("aria-live", playing ? "off" : "polite");
    buttons.earlier.setAttribute("aria-disabled", !steps || steps.at <= 0); // not `disabled`, which loses the focus
    buttons.later.setAttribute("aria-disabled", !steps || steps.at >= steps.reel.last);
    buttons.play.hidden = this.calm || Boolean(playing);
    buttons.pause.hidden = !playing;
    this.explain();
    tellPage("day", { day: this.away?.words ?? null, home: steps?.reel.at(steps.home)?.words ?? "" });
    if (this.height !== height) this.atlas.view.room(this.height);
  }

  // Where a colour means another thing on another day, each still brings its own key.
  explain() {
    const { steps, key } = this;
    key.hidden = !steps || steps.reel.keys.length < 2;
    if (key.hidden) return;
    key.replaceChildren();
    for (const [colour, hatch, words] of Object.values(steps.here?.key ?? steps.reel.keys[0])) {
      if (!hatch) make("i", make("span", key), "").style.background = colour;
      if (!hatch) key.lastChild.append(words);
    }
  }

  // --- what the reader does ---

  move(by) { this.step(this.steps?.at + by); }

  step(to) {
    if (!this.steps) { if (!this.source) this.fetch(this.given.stills); return; }
    if (!this.steps.go(to)) return;
    this.draw();
    this.atlas.stepped();
    this.wait();
  }

  play() {
    if (!this.steps) return this.step(0);
    this.player.start();
    const focused = document.activeElement === this.buttons.play;
    this.step(this.steps.next);
    this.draw();
    if (focused) this.buttons.pause.focus();
  }

  beat() {
    this.move(1);
    if (this.steps.at >= this.steps.reel.last) this.pause();
  }

  pause() {
    const focused = document.activeElement === this.buttons.pause;
    this.halt();
    this.draw();
    if (focused) this.buttons.play.focus();
    this.tell();
  }

  halt() {
    this.player.stop();
    clearTimeout(this.waiting);
  }

  // --- what the server is told ---

  wait() {
    clearTimeout(this.waiting);
    this.waiting = this.player.playing || this.held ? null : setTimeout(() => this.tell(), PAUSE);
  }

  tell() {
    clearTimeout(this.waiting);
    if (this.away && this.steps.echoes.last !== this.away.day) this.atlas.tell("stop", this.atlas.chosen);
  }

  // The day that a message brings along: a tap in another still is of its day.
  telling() {
    const { away } = this;
    this.halt();
    this.draw();
    if (away) this.steps.echoes.tell(away.day);
    return away?.day ?? null;
  }
}
