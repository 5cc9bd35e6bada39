// Stepping through stills: where to, by which key, and who goes along.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stepOf } from "../../../geo/map/scripts/keyboard.mjs";
import { Player } from "../../../geo/map/scripts/player.mjs";
import { Reel } from "../../../geo/map/scripts/reel.mjs";
import { Steps } from "../../../geo/map/scripts/steps.mjs";

const KEY = { 0: ["#fff", "", "low"], x: ["#ccc", "rising", "No data"] };
const REEL = new Reel({
  order: "o", keys: [KEY], notes: ["", "sample", "provisional"],
  stills: [["d0", "Day 0", 0, "0x0", "010"], ["d1", "Day 1", 0, "x00", "211"], ["d2", "Day 2", 0, "000", "000"]],
});

test("a still has its day, words, key, classes and notes", () => {
  const still = REEL.at(1);
  assert.deepEqual([still.day, still.words, still.classes, still.key], ["d1", "Day 1", "x00", KEY]);
  assert.deepEqual([0, 1, 2].map(still.note), ["provisional", "sample", "sample"]);
  assert.deepEqual(still.said(), ["provisional", "sample"]);
  assert.deepEqual(REEL.at(2).said(), []);
  assert.equal(REEL.at(-1), null);
  assert.equal(REEL.at(3), null);
});

test("one steps to a still that is there and is another one", () => {
  const steps = new Steps(REEL, "d0");
  assert.deepEqual([-1, 0, 3, NaN, 2].map(to => steps.go(to)), [false, false, false, false, true]);
  assert.equal(steps.here.day, "d2");
});

test("away is who sees another still than the server has painted", () => {
  const steps = new Steps(REEL, "d1");
  assert.equal(steps.away, null);
  steps.go(2);
  assert.equal(steps.away.day, "d2");
  steps.go(1);
  assert.equal(steps.away, null);
});

test("the reader goes along with the server's day, but not with an answer", () => {
  const steps = new Steps(REEL, "d0");
  steps.go(1);
  steps.echoes.tell("d1");
  steps.go(2);
  assert.equal(steps.follow("d1"), false);
  assert.deepEqual([steps.at, steps.home], [2, 1]);
  assert.equal(steps.follow("d0"), true);
  assert.deepEqual([steps.at, steps.home], [0, 0]);
});

test("a day that is no still has nothing to show, and one steps from it to the first", () => {
  const steps = new Steps(REEL, "another");
  assert.equal(steps.here, null);
  assert.equal(steps.next, 0);
  assert.equal(steps.go(0), true);
});

test("playing goes on to the next still, and from the last to the first", () => {
  const steps = new Steps(REEL, "d1");
  assert.equal(steps.next, 2);
  steps.go(2);
  assert.equal(steps.next, 0);
});

test("the arrow keys step, and leave the map's own keys alone", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "a"].map(key => stepOf({ key })), [-1, 1, 0, 0]);
  for (const held of ["shiftKey", "ctrlKey", "altKey", "metaKey"])
    assert.equal(stepOf({ key: "ArrowLeft", [held]: true }), 0, held);
});

test("a player beats until it is stopped", t => {
  const beats = [], stopped = [];
  t.mock.method(globalThis, "setInterval", beat => { beats.push(beat); return 7; });
  t.mock.method(globalThis, "clearInterval", number => stopped.push(number));
  let heard = 0;
  const player = new Player(() => { heard += 1; });
  player.start();
  beats[0]();
  assert.deepEqual([heard, player.playing], [1, 7]);
  player.stop();
  assert.deepEqual([stopped, player.playing], [[7], null]);
});
