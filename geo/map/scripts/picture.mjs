// The map as a picture: drawn anew at any size, for paper and for a file.
import { fillOf } from "./fills.mjs";
import { fits } from "./lettering.mjs";
import { FACE } from "./names.mjs";
import { holds } from "./shapes.mjs";

const BETWEEN = 2; // px, of a name and the figure below it

// Draws what is in view on a canvas so many pixels wide; figures stand below the names where they
// are at hand and have room: on paper without colours they say what the colours said. `isHome`: of
// the day that the page itself shows, though the reader has stepped to another one; `isBare`: without figures.
export function picture(atlas, canvas, wide, { isHome = false, isBare = false } = {}) {
  const { map, time } = atlas, size = map.getSize(), scale = wide / size.x;
  canvas.width = wide;
  canvas.height = Math.round((size.y - time.height) * scale);
  const c = canvas.getContext("2d");
  c.fillStyle = "#fff";
  c.fillRect(0, 0, canvas.width, canvas.height);
  c.scale(scale, scale);
  c.lineJoin = "round";
  for (const { layer, look } of atlas.areas) shape(c, map, layer, isHome ? fillOf(look[0], look[1]) : layer.options.fillColor);
  atlas.painting.marks.eachLayer(layer => shape(c, map, layer));
  const said = area => (isHome ? null : time.lines(atlas.areas.indexOf(area))) ?? atlas.figures.known?.[area.id] ?? [];
  for (const name of atlas.names.written ?? []) label(c, map, name, isBare ? "" : said(name.area)[0] ?? "");
}

function shape(c, map, layer, fillStyle) {
  const { fill, fillOpacity, color, opacity, weight, dashArray } = layer.options;
  c.beginPath();
  for (const part of layer.getLatLngs()) for (const ring of part) {
    for (const point of ring) { const { x, y } = map.latLngToContainerPoint(point); c.lineTo(x, y); }
    c.closePath();
  }
  if (fill) Object.assign(c, { globalAlpha: fillOpacity, fillStyle }).fill("evenodd");
  c.setLineDash(dashArray?.split(" ").map(Number) ?? []);
  Object.assign(c, { globalAlpha: opacity, strokeStyle: color, lineWidth: weight }).stroke();
  c.globalAlpha = 1;
}

function label(c, map, { area, at, text, size, w, h }, said) {
  const small = size * .92;
  c.font = `500 ${small}px ${FACE}`;
  const isInside = point => holds(area, map.layerPointToLatLng(point));
  const whole = { w: Math.max(w, c.measureText(said).width), h: h + BETWEEN + small };
  const figure = said && fits(at, whole, isInside) ? said : "";
  const lines = text.split("\n"), middle = map.layerPointToContainerPoint(at), step = 1.15 * size;
  let y = middle.y - (figure ? whole.h : h) / 2;
  c.textAlign = "center";
  c.textBaseline = "top";
  const write = (line, font) => {
    Object.assign(c, { font, strokeStyle: "#fff", lineWidth: 4 }).strokeText(line, middle.x, y);
    c.fillStyle = "#111";
    c.fillText(line, middle.x, y);
  };
  c.globalAlpha = area.look?.[3] ? .45 : 1;
  for (const line of lines) { write(line, `600 ${size}px ${FACE}`); y += step; }
  if (figure) { y += BETWEEN; write(figure, `500 ${small}px ${FACE}`); }
  c.globalAlpha = 1;
}
