// Colours of areas, in the still that was painted and in another, and their borders.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fillOf } from "../../../geo/map/scripts/fills.mjs";
import { Painting, weightOf } from "../../../geo/map/scripts/painting.mjs";

const LOOKS = { a: ["#111", "", false, false], b: ["#222", "", false, true] };

function painted(fill) {
  const areas = [0, 1].map(() => {
    const layer = { options: {}, set: 0, addTo: () => layer, setStyle(style) { layer.set += 1; Object.assign(layer.options, style); } };
    return { layer };
  });
  globalThis.L = { canvas: () => ({}), layerGroup: () => ({ addTo: () => ({}) }) };
  const painting = new Painting({ areas, given: { looks: LOOKS, text: "ab" }, time: { fill } });
  painting.colour();
  return { areas, painting };
}

test("an area has the colour of its sign, and is pale where a filter leaves it out", () => {
  const { areas } = painted(() => null);
  assert.deepEqual(areas.map(area => area.layer.options), [
    { fillColor: "#111", fillOpacity: 1 }, { fillColor: "#222", fillOpacity: .2 },
  ]);
});

test("in another still it has that one's colour, and is as pale as it was", () => {
  const { areas } = painted(i => ["#aaa", "#bbb"].slice(i, i + 1));
  assert.deepEqual(areas.map(area => area.layer.options), [
    { fillColor: "#aaa", fillOpacity: 1 }, { fillColor: "#bbb", fillOpacity: .2 },
  ]);
});

test("what has its colour already is not drawn again", () => {
  const { areas, painting } = painted(() => null);
  painting.colour();
  assert.deepEqual(areas.map(area => area.layer.set), [1, 1]);
});

test("a fill without lines is its colour", () => assert.equal(fillOf("#123456", ""), "#123456"));

test("borders are thinner where areas are small, within bounds", () => {
  assert.equal(weightOf(1000, 1000, 1), 1.2);
  assert.equal(weightOf(700, 700, 400), .5);
  assert.equal(weightOf(700, 700, 11163), .15);
});
