// The areas on the canvas: their colours, their borders and what is outlined.
import { fillOf } from "./fills.mjs";

const BORDER = "#4d4d4d", INK = "#111", HALO = "#fff", FOCUS = "#0b57d0";

// Borders as thin as the areas are small, so that a country does not turn grey.
export const weightOf = (width, height, count) => Math.min(1.2, Math.max(.15, Math.sqrt(width * height / count) / 70));

export class Painting {
  constructor(atlas) {
    Object.assign(this, { atlas, renderer: L.canvas({ padding: .3 }), marks: L.layerGroup().addTo(atlas.map), pointed: L.layerGroup().addTo(atlas.map) });
  }

  layerOf(area) {
    return L.polygon(area.rings, {
      renderer: this.renderer, color: BORDER, opacity: .9, fillOpacity: 1,
      smoothFactor: 0, // any other tears the borders that neighbours share
    });
  }

  colour() {
    const { areas, given, map, time } = this.atlas;
    areas.forEach((area, i) => {
      area.look = given.looks[given.text[i]];
      const [colour, hatch] = time.fill(i) ?? area.look, dimmed = area.look[3];
      const fillColor = fillOf(colour, hatch), fillOpacity = dimmed ? .2 : 1, old = area.layer.options;
      if (old.fillColor !== fillColor || old.fillOpacity !== fillOpacity) area.layer.setStyle({ fillColor, fillOpacity });
      if (!area.shown) area.shown = area.layer.addTo(map);
    });
  }

  border() {
    const { areas, first, view } = this.atlas;
    if (!first) return;
    const { min, max } = view.pixels(first), weight = weightOf(max.x - min.x, max.y - min.y, areas.length);
    if (weight === this.weight) return;
    this.weight = weight;
    for (const area of areas) area.layer.setStyle({ weight });
  }

  // Outlines lie above all areas: half of a border is under its neighbour.
  mark() {
    this.marks.clearLayers();
    const line = (...look) => this.line(this.marks, ...look);
    for (const area of this.atlas.areas) if (area.look[2]) { line(area, HALO, 5); line(area, INK, 2.5, "7 5"); }
    const chosen = this.atlas.byId.get(this.atlas.chosen);
    if (chosen) { line(chosen, HALO, 8); line(chosen, INK, 4.5); }
    const { at } = this.atlas.walking;
    if (at) { line(at, HALO, 9); line(at, FOCUS, 5, "12 4"); }
  }

  line(into, area, color, weight, dashArray) {
    into.addLayer(L.polygon(area.rings,
      { renderer: this.renderer, smoothFactor: 0, fill: false, interactive: false, color, weight, dashArray }));
  }

  // What is pointed at beside the map.
  point(area) {
    this.pointed.clearLayers();
    if (area) { this.line(this.pointed, area, HALO, 7); this.line(this.pointed, area, FOCUS, 4); }
  }
}
