// Areas reached without a pointer: arrows lead from one to the next, Enter chooses it.
import { button, make } from "./elements.mjs";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ASIDE = 2; // how much farther an area is that lies to the side of where the arrow points

// The index of the next place in a direction, none where there is no further one; y grows downwards.
export const nextOf = (places, from, [dx, dy]) => {
  const far = places.map(({ x, y }) => {
    const along = (x - places[from].x) * dx + (y - places[from].y) * dy;
    const aside = Math.abs((x - places[from].x) * dy) + Math.abs((y - places[from].y) * dx);
    return along > 0 && aside <= ASIDE * along ? along + ASIDE * aside : Infinity;
  });
  const least = Math.min(...far);
  return least < Infinity ? far.indexOf(least) : null;
};

export class Walking {
  constructor(atlas) {
    Object.assign(this, { atlas, at: null });
    this.control = button(atlas.box, "atlas-walk", "", () => this.at && atlas.tap(this.at.id));
    atlas.box.prepend(this.control); // the first that is reached in the map
    this.heard = make("div", atlas.box, "atlas-heard");
    this.heard.setAttribute("role", "status");
    L.DomEvent.disableClickPropagation(this.control);
    this.control.addEventListener("focus", () => this.go(this.places().find(a => a.id === atlas.chosen) ?? this.places()[0]));
    this.control.addEventListener("blur", () => this.go(null));
    this.control.addEventListener("keydown", e => this.press(e));
  }

  speak(words) { this.control.textContent = words.walk; }

  places() { return this.atlas.areas.filter(area => area.middle); }

  press(e) {
    const way = WAYS[e.key], places = this.places(), { map } = this.atlas;
    if (e.key !== "Escape" && e.key !== "Tab") e.stopPropagation(); // Leaflet would move the map
    if (!this.at || !(way || e.key === "Home" || e.key === "End")) return;
    e.preventDefault();
    const found = way ? nextOf(places.map(a => map.latLngToLayerPoint(a.middle)), places.indexOf(this.at), way)
      : e.key === "Home" ? 0 : places.length - 1;
    if (found !== null) this.go(places[found]);
  }

  go(area) {
    const { atlas } = this;
    this.at = area ?? null;
    if (area) atlas.map.panInside(area.middle, { padding: [60, 60], animate: false });
    atlas.pointer.hover(null);
    if (area) atlas.pointer.show(area, area.middle);
    if (area) atlas.figures.write(area, this.heard);
    else this.heard.replaceChildren();
    if (atlas.areas.length && atlas.given) atlas.painting.mark();
  }
}
