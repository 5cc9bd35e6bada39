// What a page calls: `atlas.paint(map, paint)`.
import { Atlas } from "./atlas.mjs";
import { picture } from "./picture.mjs";

window.atlas = {
  paint(map, paint) {
    map.atlas ??= new Atlas(map);
    map.atlas.paint(paint);
  },
  // Draws on a canvas what is in view; or that of the page's own day, once its figures are there.
  async drawHome(map, canvas, wide, isBare) { await map.atlas.figures.tips(); picture(map.atlas, canvas, wide, { isBare, isHome: true }); },
  drawNow(map, canvas, wide, isBare) { picture(map.atlas, canvas, wide, { isBare }); },
};
