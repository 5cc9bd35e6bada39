// From area to area by arrows: to what lies there, and to every one of them in the end.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nextOf } from "../../../geo/map/scripts/walking.mjs";

const WAYS = [[-1, 0], [1, 0], [0, -1], [0, 1]], [LEFT, RIGHT, UP, DOWN] = WAYS;

test("an arrow leads to the nearest that lies where it points", () => {
  const cross = [{ x: 0, y: 0 }, { x: -9, y: 1 }, { x: 9, y: -1 }, { x: 1, y: -9 }, { x: 0, y: 9 }, { x: 30, y: 0 }];
  assert.deepEqual(WAYS.map(way => nextOf(cross, 0, way)), [1, 2, 3, 4]);
  assert.equal(nextOf(cross, 2, RIGHT), 5);
});

test("at the edge an arrow leads nowhere", () => {
  const row = [{ x: 0, y: 0 }, { x: 5, y: 0 }];
  assert.equal(nextOf(row, 1, RIGHT), null);
  assert.equal(nextOf(row, 0, UP), null);
  assert.equal(nextOf(row, 0, DOWN), null);
  assert.equal(nextOf(row, 0, LEFT), null);
});

test("every area of a district is reached from every other", () => {
  const { labels } = JSON.parse(readFileSync(join(process.env.ATLAS_WRITTEN, "geometry.json"), "utf8"));
  const places = labels.map(([x, y]) => ({ x, y: -y }));
  for (const start of places.keys()) {
    const reached = new Set([start]);
    for (const at of reached) for (const way of WAYS) { const to = nextOf(places, at, way); if (to !== null) reached.add(to); }
    assert.equal(reached.size, places.length);
  }
});
