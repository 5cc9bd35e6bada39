// Names on lines, and whether they have room.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, fits, lines, waysToWrite } from "../../../geo/map/scripts/lettering.mjs";

const widthOf = (line, size) => line.length * size / 2;

test("the longest of so many lines is as short as can be", () => {
  assert.deepEqual(lines(["Điện", "Biên", "Đông"], 1), ["Điện Biên Đông"]);
  assert.deepEqual(lines(["Thị", "trấn", "Điện", "Biên", "Đông"], 2), ["Thị trấn Điện", "Biên Đông"]);
  assert.deepEqual(lines(["a", "b", "c"], 3), ["a", "b", "c"]);
});

test("a name is written large rather than small, and on three lines only where nothing else fits", () => {
  const ways = waysToWrite("Pu Nhi Xa", widthOf);
  assert.deepEqual(ways.slice(0, 2).map(way => [way.size, way.text]), [[15, "Pu Nhi Xa"], [15, "Pu\nNhi Xa"]]);
  assert.equal(ways.length, 12);
  assert.equal(ways[8].text, "Pu\nNhi\nXa");
  assert.deepEqual(ways.map(way => way.size), [15, 15, 13, 13, 11.5, 11.5, 10.5, 10.5, 15, 13, 11.5, 10.5]);
});

test("a name of one word has one line, as wide as the word", () => {
  const ways = waysToWrite("Luân", widthOf);
  assert.deepEqual(ways.map(way => way.text), Array(4).fill("Luân"));
  assert.deepEqual([ways[0].w, ways[0].h], [30, 1.15 * 15]);
});

test("a name lies in its area with ten of its fifteen points", () => {
  const at = { x: 0, y: 0 }, box = { w: 8, h: 4 };
  assert.equal(fits(at, box, ([, y]) => y <= 0), true);
  assert.equal(fits(at, box, ([x, y]) => y <= 0 && x < 4), false);
  assert.equal(fits(at, box, ([x, y]) => y < 0 || y === 0 && x < 4), false, "nine are too few");
});

test("two names are apart where they are so in one direction", () => {
  const box = (x, y) => ({ at: { x, y }, w: 20, h: 10 });
  assert.equal(apart(box(0, 0), box(10, 5)), false);
  assert.equal(apart(box(0, 0), box(23, 0)), false, "three pixels are too near");
  assert.equal(apart(box(0, 0), box(24, 0)), true);
  assert.equal(apart(box(0, 0), box(0, 12)), true);
});
