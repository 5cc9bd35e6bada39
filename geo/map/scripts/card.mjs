// The card of the chosen area: its name, its figures, and the way to its page.
import { button, make } from "./elements.mjs";

export class Card {
  constructor(atlas) {
    this.atlas = atlas;
    this.box = make("div", atlas.box, "atlas-card");
    this.box.setAttribute("aria-live", "polite");
    this.box.hidden = true;
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
    this.figures = make("div", this.box);
    this.opener = button(this.box, "open", "", () => atlas.tell("open", atlas.chosen));
    this.close = button(this.box, "close", "close", () => { atlas.tap(null); atlas.box.focus(); });
  }

  describe() {
    const { atlas, box } = this, area = atlas.byId.get(atlas.chosen);
    box.hidden = !area || !atlas.carded;
    if (box.hidden) return;
    this.place(area);
    atlas.figures.write(area, this.figures).then(() => this.place(area)); // more lines may need another corner
  }

  // In the first corner where it does not lie upon the area it speaks of.
  place(area) {
    const { atlas, box } = this;
    if (area.id !== atlas.chosen || !area.middle) return;
    const { min, max } = atlas.view.pixels(area.span), [nw, se] = [min, max].map(at => atlas.map.layerPointToContainerPoint(at));
    for (const [right, high] of [[false, false], [true, false], [false, true]]) {
      box.classList.toggle("right", right);
      box.classList.toggle("high", high);
      const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } = box;
      if (se.x < x || nw.x > x + w || se.y < y || nw.y > y + h) return;
    }
  }
}
