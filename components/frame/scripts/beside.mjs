// A map and the table beside it: what is pointed at in one shows in the other.
// Either says it on the document, as an event; the map's own script hears and says it, too.

const ROWS = "tr[data-area]", POINTED = "pointed";

const frames = () => [...document.querySelectorAll("iframe[src*='component/streamlit_folium']")];

const tellMaps = id => {
  for (const frame of frames()) frame.contentWindow?.map?.atlas?.pointTo(id); // the same origin
};

const mark = id => {
  for (const row of document.querySelectorAll(ROWS)) row.classList.toggle(POINTED, row.dataset.area === id);
};

export const pointTogether = () => {
  let last = null;
  const point = event => {
    const id = event.target.closest?.(ROWS)?.dataset.area ?? null;
    if (id === last) return;
    last = id;
    mark(id);
    tellMaps(id);
  };
  document.addEventListener("pointerover", event => { if (event.pointerType !== "touch") point(event); });
  document.addEventListener("focusin", point);
  document.addEventListener("atlas:point", event => mark(event.detail));
};
