// What the server is told, without streamlit-folium's pause of 250 ms.
let count = 0;

// The number makes a second tap on the same area another message, also after the frame was gone.
export function send(shared, what, id, day) {
  count = Math.max(Date.now(), count + 1);
  shared.last_object_clicked_tooltip = { id, do: what, n: count, day };
  shared.previous_data = { last_object_clicked_tooltip: shared.last_object_clicked_tooltip };
  window.Streamlit.setComponentValue(shared.previous_data);
}
