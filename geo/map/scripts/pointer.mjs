// What is pointed at, and the tip that says its figures.
import { tellPage } from "./messages.mjs";

export class Pointer {
  constructor(atlas) {
    Object.assign(this, { atlas, under: null, tip: L.tooltip({ className: "atlas-tip", opacity: 1, offset: [12, 0] }) });
    // What points decides whether there is hovering: a finger's tap is followed by mouse events too.
    for (const event of ["pointerdown", "pointermove"])
      atlas.box.addEventListener(event, e => { this.kind = e.pointerType; atlas.box.classList.add("pointed"); }, true);
    window.addEventListener("keydown", () => atlas.box.classList.remove("pointed"), true);
  }

  hover(area, at) {
    if (!area || this.kind === "touch") this.leave();
    else this.show(area, at);
  }

  show(area, at) {
    const { atlas: { figures, map }, tip } = this;
    if (this.under !== area) {
      tellPage("point", area.id);
      this.under = area;
      const content = document.createElement("div");
      tip.setContent(content);
      figures.write(area, content).then(() => tip.update());
    }
    tip.setLatLng(at);
    if (!map.hasLayer(tip)) tip.addTo(map);
  }

  leave() {
    if (this.under) tellPage("point", null);
    this.under = null;
    this.tip.remove();
  }

  // What is pointed at has other figures now.
  again() {
    const { under, tip } = this;
    this.under = null;
    if (under) this.hover(under, tip.getLatLng());
  }
}
