// Shapes out of whole numbers, and what lies in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, holds } from "../../../geo/map/scripts/shapes.mjs";

const SQUARE = [0, 0, 100, 0, 0, 100, -100, 0], HOLE = [40, 40, 0, 20, 20, 0, 0, -20], ISLAND = [200, 0, 10, 0, 0, 10];
const GEOMETRY = {
  scale: 10, origin: [1030, 210], ids: ["a", "b"], titles: ["Xã A", "Xã B"],
  labels: [[20, 30], null], polys: [[[SQUARE, HOLE], [ISLAND]], []],
};

test("a ring begins at the origin and goes on in steps, latitude first", () => {
  const [a] = decode(GEOMETRY);
  assert.deepEqual(a.rings[0][0], [[21, 103], [21, 113], [31, 113], [31, 103]]);
  assert.deepEqual(a.rings[1][0][0], [21, 123]);
  assert.deepEqual(a.middle, [24, 105]);
  assert.equal(a.title, "Xã A");
});

test("an area without a shape has no rings and no middle", () => {
  const [, b] = decode(GEOMETRY);
  assert.deepEqual(b.rings, []);
  assert.equal(b.middle, null);
  assert.equal(holds(b, { lat: 22, lng: 104 }), false);
});

test("a hole is outside, and an island is inside", () => {
  const [a] = decode(GEOMETRY), at = (lng, lat) => holds(a, { lat, lng });
  assert.equal(at(104, 22), true);
  assert.equal(at(108, 26), false);
  assert.equal(at(123.9, 21.5), true);
  assert.equal(at(118, 22), false);
});
