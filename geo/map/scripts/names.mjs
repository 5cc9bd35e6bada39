// Names upon the areas that have room for them.
import { make } from "./elements.mjs";
import { apart, fits, waysToWrite } from "./lettering.mjs";
import { holds } from "./shapes.mjs";

export const FACE = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export class Names {
  constructor(atlas) {
    Object.assign(this, { atlas, areas: [], pane: atlas.map.createPane("names") });
    Object.assign(this.pane.style, { zIndex: 450, pointerEvents: "none" });
    this.pane.setAttribute("aria-hidden", "true"); // the page has them in a table
    const ruler = document.createElement("canvas").getContext("2d");
    this.widthOf = (line, size) => { ruler.font = `600 ${size}px ${FACE}`; return ruler.measureText(line).width; };
  }

  take(areas) {
    const spread = span => (span.getEast() - span.getWest()) * (span.getNorth() - span.getSouth());
    this.areas = areas.filter(area => area.middle).sort((a, b) => spread(b.span) - spread(a.span));
  }

  // The chosen area's name first, then those pointed out, then the larger; none upon another.
  write() {
    const { atlas: { map, view, chosen }, areas } = this;
    const seen = map.getBounds().pad(.05), taken = [], shown = document.createDocumentFragment();
    const first = areas.filter(area => area.id === chosen || area.look?.[2]);
    for (const area of new Set([...first, ...areas])) {
      const { min, max } = view.pixels(area.span);
      if (max.x - min.x < 20 || !seen.contains(area.middle)) continue;
      const at = map.latLngToLayerPoint(area.middle), isInside = point => holds(area, map.layerPointToLatLng(point));
      const way = (area.ways ??= waysToWrite(area.title, this.widthOf))
        .find(one => fits(at, one, isInside) && taken.every(box => apart(box, { at, ...one })));
      if (!way) continue;
      taken.push({ at, ...way, area });
      const name = make("span", shown, area.look?.[3] ? "atlas-name dim" : "atlas-name", way.text);
      Object.assign(name.style, { left: at.x + "px", top: at.y + "px", fontSize: way.size + "px" });
    }
    this.pane.replaceChildren(shown);
    this.written = taken;
  }
}
