// What the program writes is what the scripts read: test_scripts.py has written both.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Reel } from "../../../geo/map/scripts/reel.mjs";
import { decode, holds } from "../../../geo/map/scripts/shapes.mjs";

const written = name => JSON.parse(readFileSync(`${process.env.ATLAS_WRITTEN}/${name}.json`));

test("a name's place lies in its own area and in no other", () => {
  const areas = decode(written("geometry"));
  assert.equal(areas.length, 14);
  for (const { middle: [lat, lng], id } of areas)
    assert.deepEqual(areas.filter(area => holds(area, { lat, lng })).map(area => area.id), [id]);
});

for (const count of [1, 36, 37, 1297])
  test(`each of ${count} notes is read as it was written`, () => {
    const still = new Reel(written(`reel_${count}`)).at(0);
    const notes = Array.from({ length: count }, (_, i) => still.note(i));
    assert.deepEqual(notes, Array.from({ length: count }, (_, i) => `note ${i}`));
    assert.deepEqual(still.said(), notes);
  });
