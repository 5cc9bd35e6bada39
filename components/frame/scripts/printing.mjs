// A page on paper: its maps as they are, and below it when and from where it was printed.
import { wholeChoice } from "./going.mjs";
import { addressOf } from "./sharing.mjs";
import { say } from "./told.mjs";

const FRAMES = "iframe[src*='component/streamlit_folium']", SHARP = 2000; // px: sharp on A4

// The map in a frame, and what draws it; nothing before it has areas.
export const mapIn = frame => {
  const { atlas, map } = frame?.contentWindow ?? {};
  return map?.atlas?.areas.length && atlas?.drawNow ? { atlas, map } : null;
};

export const mapFrames = () => [...document.querySelectorAll(FRAMES)];

export const today = () => {
  const now = new Date(), two = n => String(n).padStart(2, "0");
  return `${two(now.getDate())}/${two(now.getMonth() + 1)}/${now.getFullYear()}`;
};

// An address as people read it; one that cannot be read so stays as it is.
export const readable = address => {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
};

// The address of the view, with all that it shows, as it is given to others.
const addressHere = () => {
  const { share, keeps = "" } = document.querySelector("[data-share]")?.dataset ?? {};
  return readable(addressOf({ origin: share || location.origin, path: location.pathname, keeps, choice: wholeChoice() }));
};

const layOut = () => {
  tidy();
  for (const frame of mapFrames()) {
    const found = mapIn(frame);
    if (!found) continue;
    const canvas = document.createElement("canvas");
    canvas.className = "printed";
    found.atlas.drawNow(found.map, canvas, SHARP, Boolean(document.querySelector("[data-bare]")));
    frame.after(canvas);
  }
  const foot = document.createElement("p");
  foot.className = "printed";
  foot.textContent = say("printed", { day: today(), address: addressHere() });
  document.querySelector("[data-testid='stMainBlockContainer']")?.append(foot);
};

const tidy = () => document.querySelectorAll(".printed").forEach(one => one.remove());

// The figures upon the map, which are fetched once: the browser itself waits for nothing.
const fetchFigures = () => Promise.all(mapFrames().map(mapIn).filter(Boolean).map(({ map }) => map.atlas.figures.tips()));

export const followPrinting = () => {
  addEventListener("beforeprint", layOut);
  addEventListener("afterprint", tidy);
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-print]")) fetchFigures().then(() => print());
  });
  addEventListener("keydown", event => { // Ctrl+P begins with it
    if (event.key === "Control" || event.key === "Meta") fetchFigures();
  });
};
