// The bar below a map that steps through time: stills from one file, and no server is asked.
// What a still holds is written in reel.py; `atlas` is the map of choropleth.js that it belongs to.
(function () {
  "use strict";

  const CSS = `
    .atlas-time { position: absolute; z-index: 1000; left: 0; right: 0; bottom: 0; box-sizing: border-box; background: #fff;
      border-top: 1px solid #c9d3dd; padding: 5px 8px; cursor: default }
    .atlas-time[hidden], .atlas-time [hidden] { display: none }
    .atlas-time > div { display: flex; align-items: center; gap: 6px }
    .atlas-time button { flex: none; padding: 0; display: grid; place-items: center }
    .atlas-time button[aria-disabled=true] { color: #9a9a9a; border-color: #c9c9c9; cursor: default; background: none }
    .atlas-time input { flex: 1 1 60px; min-width: 0; height: 44px; margin: 0 6px; accent-color: #0b57d0; cursor: pointer;
      touch-action: pan-y }
    .atlas:not(.pointed) .atlas-time input:focus-visible { outline: 3px solid #0b57d0; border-radius: 8px }
    .atlas-time output { flex: none; min-width: 5.6em; text-align: right; padding-right: 4px; font-size: 18px; line-height: 1.15; font-weight: 600;
      font-variant-numeric: tabular-nums }
    .atlas-time small { display: block; font-size: 13px; font-weight: 400; line-height: 1.1; color: #6b4600 }
    .atlas-time .key { flex-wrap: wrap; gap: 0 14px; min-height: 24px; padding: 0 4px; font-size: 14px }
    .atlas-time .key i { display: inline-block; width: 18px; height: 12px; margin-right: 5px; border: 1px solid #6b7a89 }
    @media print { .atlas-time { display: none } }`;

  const PAUSE = 600; // ms without a step after which the reader counts as having stopped
  const BEAT = 1000; // ms between two stills that play
  const ICONS = { earlier: "M15 5l-7 7 7 7", later: "M9 5l7 7-7 7", play: "M8 5v14l11-7z", pause: "M9 5v14M15 5v14" };

  // The number of an area's note: all are as long as the longest of the reel.
  const noteOf = (classes, noted, i) => {
    const digits = noted.length / classes.length;
    return parseInt(noted.slice(i * digits, (i + 1) * digits), 36);
  };

  class TimeBar {
    constructor(atlas) {
      Object.assign(this, { atlas, reel: null, at: 0, home: 0, told: [], playing: null, waiting: null });
      const { make, button } = atlas.tools;
      make("style", document.head, "", CSS);
      this.bar = make("div", atlas.box, "atlas-time");
      this.bar.hidden = true;
      L.DomEvent.disableClickPropagation(this.bar);
      this.key = make("div", this.bar, "key");
      const row = make("div", this.bar), icon = (name, act) => button(row, name, ICONS[name], act);
      this.buttons = {
        play: icon("play", () => this.play()),
        pause: icon("pause", () => this.pause()),
        earlier: icon("earlier", () => this.step(this.at - 1)),
      };
      this.slider = make("input", row);
      this.slider.type = "range";
      this.buttons.later = icon("later", () => this.step(this.at + 1));
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
        const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
        if (!this.reel || !by || e.target !== box || e.shiftKey || e.ctrlKey || e.altKey || e.metaKey) return;
        e.preventDefault();
        e.stopImmediatePropagation();
        this.step(this.at + by);
      }, true);
      this.bar.addEventListener("keydown", e => { if (e.key !== "Escape") e.stopPropagation(); });
    }

    // --- what is given ---

    give(steps) {
      const before = this.steps;
      this.steps = steps;
      if (steps) this.speak(steps.words);
      if (!steps || this.source !== steps.stills) this.fetch(steps?.stills);
      else if (before.day !== steps.day) this.follow(steps.day);
    }

    speak(words) {
      this.bar.setAttribute("role", "group");
      for (const element of [this.bar, this.slider]) element.setAttribute("aria-label", words.days);
      for (const [word, element] of Object.entries(this.buttons)) {
        element.title = words[word];
        element.setAttribute("aria-label", words[word]);
      }
    }

    fetch(source) {
      this.halt();
      Object.assign(this, { source, reel: null, told: [] });
      this.draw();
      if (source) this.atlas.tools.load(source).then(reel => {
        if (this.source !== source) return; // another was asked for meanwhile
        this.reel = reel;
        this.home = this.at = this.placeOf(this.steps.day);
        this.draw();
      }).catch(error => {
        console.warn(error);
        if (this.source === source) this.source = null; // again with the next paint, or a tap on the bar
      });
    }

    placeOf(day) { return this.reel ? this.reel.stills.findIndex(([own]) => own === day) : 0; }

    // The server's day, unless it is the echo of what it was told, which the reader may have gone on from.
    follow(day) {
      const echo = this.told.lastIndexOf(day);
      this.told.splice(0, echo < 0 ? this.told.length : echo + 1);
      this.home = this.placeOf(day);
      if (echo < 0) { this.halt(); this.at = this.home; } else this.wait();
      this.draw();
    }

    // --- what is shown ---

    get height() { return this.bar.offsetHeight; }

    // The still in view where it is another than the one that was painted: its day, words, key, classes, notes.
    get away() {
      if (!this.reel || this.at === this.home || this.reel.order !== this.atlas.order) return null;
      const { stills, keys, notes } = this.reel, [day, words, key, classes, noted] = stills[this.at];
      return { day, words, key: keys[key], classes, note: i => notes[noteOf(classes, noted, i)] };
    }

    fill(i) { const { away } = this; return away && away.key[away.classes[i]]; } // colour, hatch, words

    // Of an area in such a still only its class is known here: its figures are of another day.
    lines(i) {
      const { away } = this;
      return away && [away.key[away.classes[i]][2], `${this.steps.words.days}: ${away.words}`, away.note(i)].filter(Boolean);
    }

    draw() {
      const { reel, at, slider, said, buttons, bar, steps } = this, height = this.height;
      bar.hidden = !steps;
      slider.disabled = !reel;
      slider.max = reel ? reel.stills.length - 1 : 0;
      slider.value = at;
      const [, words, , classes, noted] = reel?.stills[at] ?? [null, "", 0, "", ""];
      slider.setAttribute("aria-valuetext", words);
      said.textContent = words;
      const notes = new Set([...classes].map((_, i) => reel.notes[noteOf(classes, noted, i)]).filter(Boolean));
      if (notes.size) this.atlas.tools.make("small", said, "", [...notes].join(" \u00b7 "));
      for (const heard of [said, this.atlas.card]) heard.setAttribute("aria-live", this.playing ? "off" : "polite");
      buttons.earlier.setAttribute("aria-disabled", !reel || at <= 0); // not `disabled`, which loses the focus
      buttons.later.setAttribute("aria-disabled", !reel || at >= reel.stills.length - 1);
      buttons.play.hidden = this.calm || Boolean(this.playing);
      buttons.pause.hidden = !this.playing;
      this.explain();
      if (this.height !== height) this.atlas.room(this.height);
    }

    // Where a colour means another thing on another day, each still brings its own key.
    explain() {
      const { reel, key, atlas: { tools: { make } } } = this;
      key.hidden = !reel || reel.keys.length < 2;
      if (key.hidden) return;
      key.replaceChildren();
      for (const [colour, hatch, words] of Object.values(reel.keys[reel.stills[this.at]?.[2] ?? 0])) {
        if (!hatch) make("i", make("span", key), "").style.background = colour;
        if (!hatch) key.lastChild.append(words);
      }
    }

    // --- what the reader does ---

    step(to) {
      if (!this.reel) { if (!this.source) this.fetch(this.steps.stills); return; }
      if (!this.reel.stills[to] || to === this.at) return;
      this.at = to;
      this.draw();
      this.atlas.stepped();
      this.wait();
    }

    play() {
      if (!this.reel) return this.step(0);
      this.playing = setInterval(() => this.beat(), BEAT);
      const last = this.reel.stills.length - 1, focused = document.activeElement === this.buttons.play;
      this.step(this.at < last ? this.at + 1 : 0);
      this.draw();
      if (focused) this.buttons.pause.focus();
    }

    beat() {
      this.step(this.at + 1);
      if (this.at >= this.reel.stills.length - 1) this.pause();
    }

    pause() {
      const focused = document.activeElement === this.buttons.pause;
      this.halt();
      this.draw();
      if (focused) this.buttons.play.focus();
      this.tell();
    }

    halt() {
      clearInterval(this.playing);
      clearTimeout(this.waiting);
      this.playing = null;
    }

    // --- what the server is told ---

    wait() {
      clearTimeout(this.waiting);
      this.waiting = this.playing || this.held ? null : setTimeout(() => this.tell(), PAUSE);
    }

    tell() {
      clearTimeout(this.waiting);
      if (this.away && this.told.at(-1) !== this.away.day) this.atlas.tell("stop", this.atlas.chosen);
    }

    // The day that a message brings along: a tap in another still is of its day.
    telling() {
      const { away } = this;
      this.halt();
      this.draw();
      if (away) this.told.push(away.day);
      return away?.day ?? null;
    }
  }

  window.atlas.TimeBar = TimeBar;
})();
