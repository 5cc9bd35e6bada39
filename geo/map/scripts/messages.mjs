// What the server is told, without streamlit-folium's pause of 250 ms.
let count = 0;

// What the page's own script hears, where the map is in a frame of its own on the same server.
export function tellPage(what, detail) {
  if (window.__GLOBAL_DATA__) window.parent.document.dispatchEvent(new CustomEvent(`atlas:${what}`, { detail }));
}

// The number makes a second tap on the same area another message, also after the frame was gone.
export function send(shared, what, id, day) {
  count = Math.max(Date.now(), count + 1);
  shared.last_object_clicked_tooltip = { id, do: what, n: count, day };
  shared.previous_data = { last_object_clicked_tooltip: shared.last_object_clicked_tooltip };
  window.Streamlit.setComponentValue(shared.previous_data);
}
