// The map as one picture to take away: what it says above it, its key beside it, its sources below.
import { mapFrames, mapIn } from "./printing.mjs";

const WIDE = 1800, EDGE = 60, KEY = 520, GAP = 40, INK = "#14202b", SOFT = "#4a5763";
const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

// A text as lines that are no wider than there is room.
export const wrapped = (text, room, widthOf) => {
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

// Writes a text at most `room` wide from `y` on; returns where the next one may begin. Draws nothing where `c` only measures.
const writer = c => (text, x, y, size, { weight = 400, colour = INK, room = WIDE - 2 * EDGE, draws = true } = {}) => {
  c.font = `${weight} ${size}px ${FONT}`;
  c.fillStyle = colour;
  c.textBaseline = "top";
  for (const line of wrapped(text, room, one => c.measureText(one).width)) {
    if (draws) c.fillText(line, x, y);
    y += size * 1.35;
  }
  return y;
};

const key = (c, write, legend, x, y) => {
  y = write(legend.unit, x, y, 28, { weight: 700, room: KEY }) + 10;
  for (const { colour, hatch, words, count } of legend.rows) {
    c.fillStyle = colour;
    c.fillRect(x, y, 52, 34);
    if (hatch) strokes(c, x, y, 52, 34, hatch);
    Object.assign(c, { strokeStyle: "#6b7a89", lineWidth: 1.5 }).strokeRect(x, y, 52, 34);
    c.textAlign = "right";
    write(count, x + KEY, y + 2, 26, { weight: 700 });
    c.textAlign = "left";
    y = Math.max(y + 48, write(words, x + 70, y + 2, 26, { room: KEY - 150 }) + 10);
  }
  return legend.note ? write(legend.note, x, y + 10, 20, { colour: SOFT, room: KEY }) : y;
};

const strokes = (c, x, y, w, h, hatch) => {
  c.save();
  c.beginPath(); c.rect(x, y, w, h); c.clip();
  Object.assign(c, { strokeStyle: "#0008", lineWidth: 2 });
  c.beginPath();
  for (let at = -h; at < w + h; at += 12) {
    if (hatch !== "falling") { c.moveTo(x + at, y + h); c.lineTo(x + at + h, y); }
    if (hatch === "falling" || hatch === "cross") { c.moveTo(x + at, y); c.lineTo(x + at + h, y + h); }
  }
  c.stroke();
  c.restore();
};

// Everything on one canvas; what it says comes from the page, as data.
const composed = async (said, { atlas, map }, isBare) => {
  const shape = document.createElement("canvas");
  await atlas.drawHome(map, shape, WIDE - 2 * EDGE - KEY - GAP, isBare);
  const canvas = document.createElement("canvas"), c = canvas.getContext("2d");
  const lay = draws => {
    const write = writer(c), options = { draws };
    let y = write(said.title, EDGE, EDGE, 46, { weight: 700, colour: "#0b3c6b", ...options });
    y = write(said.under, EDGE, y + 6, 28, { ...options }) + 24;
    const below = y + Math.max(shape.height, 110 + 60 * said.legend.rows.length);
    if (draws) { c.drawImage(shape, EDGE, y); key(c, write, said.legend, EDGE + shape.width + GAP, y + 10); }
    y = below + 24;
    for (const line of said.below) y = write(line, EDGE, y, 20, { colour: SOFT, ...options });
    return y + EDGE;
  };
  canvas.width = WIDE;
  canvas.height = Math.ceil(lay(false));
  c.fillStyle = "#fff";
  c.fillRect(0, 0, canvas.width, canvas.height);
  lay(true);
  return canvas;
};

const savePicture = async (said, isBare) => {
  const found = mapFrames().map(mapIn).find(Boolean);
  if (!found) return;
  const canvas = await composed(said, found, isBare);
  const file = await new Promise(made => canvas.toBlob(made, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = said.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

export const takePictures = () => document.addEventListener("click", event => {
  const pressed = event.target.closest?.("[data-picture]");
  if (pressed) savePicture(JSON.parse(pressed.dataset.picture), "bare" in pressed.dataset);
});
