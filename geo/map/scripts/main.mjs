// What a page calls: `atlas.paint(map, paint)`.
import { Atlas } from "./atlas.mjs";

window.atlas = {
  paint(map, paint) {
    map.atlas ??= new Atlas(map);
    map.atlas.paint(paint);
  },
};
