// What an area is filled with: a colour, or lines upon it.
const STROKES = { // on a tile of 8 by 8
  rising: c => { c.moveTo(-2, 2); c.lineTo(2, -2); c.moveTo(-2, 10); c.lineTo(10, -2); c.moveTo(6, 10); c.lineTo(10, 6); },
  falling: c => { c.moveTo(-2, 6); c.lineTo(2, 10); c.moveTo(-2, -2); c.lineTo(10, 10); c.moveTo(6, -2); c.lineTo(10, 2); },
  cross: c => { STROKES.rising(c); STROKES.falling(c); },
  dots: c => { for (const at of [2, 6]) { c.moveTo(at + .6, at); c.arc(at, at, .6, 0, 7); } },
};
const fills = new Map();

export function fillOf(colour, hatch) {
  if (!hatch) return colour;
  const key = colour + hatch;
  if (!fills.has(key)) fills.set(key, hatched(colour, hatch));
  return fills.get(key);
}

// A canvas takes it wherever it takes a colour.
function hatched(colour, hatch) {
  const sharp = Math.max(1, window.devicePixelRatio), tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(8 * sharp);
  const c = tile.getContext("2d");
  c.scale(tile.width / 8, tile.width / 8);
  c.fillStyle = colour; c.fillRect(0, 0, 8, 8);
  c.strokeStyle = "#0008"; c.lineWidth = 1.1;
  c.beginPath(); STROKES[hatch](c); c.stroke();
  const pattern = c.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(8 / tile.width));
  return pattern;
}
