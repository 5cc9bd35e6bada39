// What is said of an area: its name, and its figures in words.
import { make } from "./elements.mjs";
import { load } from "./load.mjs";

export class Figures {
  constructor(atlas) { this.atlas = atlas; }

  // The name at once, the figures when they have come; if that is too late, into what nobody sees.
  async write(area, into) {
    const { areas, time } = this.atlas, text = document.createElement("div");
    make("b", text, "", area.title);
    into.replaceChildren(text);
    for (const line of time.lines(areas.indexOf(area)) ?? (await this.tips())[area.id] ?? []) make("p", text, "", line);
  }

  tips() {
    const { tips } = this.atlas.given;
    if (this.source !== tips) {
      this.source = tips;
      this.known = null;
      this.ready = load(tips || {}).then(known => this.known = known).catch(() => { this.source = null; return {}; }); // again when next needed
    }
    return this.ready;
  }
}
