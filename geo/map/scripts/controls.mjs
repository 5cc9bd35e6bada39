// The buttons that zoom.
import { button } from "./elements.mjs";

export function addZoom({ map, view }) {
  const control = L.control({ position: "topright" }), buttons = {};
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "atlas-zoom");
    L.DomEvent.disableClickPropagation(bar);
    buttons.zoom_in = button(bar, "", "plus", () => map.zoomIn(1));
    buttons.zoom_out = button(bar, "", "minus", () => map.zoomOut(1));
    buttons.whole = button(bar, "", "whole", () => view.home());
    return bar;
  };
  control.addTo(map);
  return buttons;
}
