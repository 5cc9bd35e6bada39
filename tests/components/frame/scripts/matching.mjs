// What is found by what is typed, among the names of a real place.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { leadsTo, offered } from "../../../../components/frame/scripts/finding.mjs";
import { foldedWords, prepare, ranked } from "../../../../components/frame/scripts/matching.mjs";

const made = JSON.parse(readFileSync(`${process.env.ATLAS_WRITTEN}/findable.json`));
const { letters } = made, prepared = prepare(made), THEN = "2018-12-31", TODAY = "2025-12-31";
const found = (text, day) => ranked(prepared, text, letters, day).map(entry => entry.id);
const first = (text, day) => found(text, day)[0];

test("a commune is found without marks, in capitals, run together, by its kind and in old letters", () => {
  for (const typed of ["keo lom", "KEO LÔM", "Keo Lôm", "keolom", "xã keo lôm", "xa keo lom", "  keo  lom "])
    assert.equal(first(typed, THEN), "03376@2009-04-01", typed);
  assert.equal(first("phi nhu", THEN), "03208@2009-04-01");
  assert.equal(first("ðien bien", THEN), "03203@2009-04-01", "a letter of another alphabet that looks alike");
});

test("of those of one name the one in force on the day in view comes first", () => {
  assert.equal(first("na son", THEN), "03205@2009-04-01");
  assert.equal(first("na son", TODAY), "03203@2025-07-01");
  assert.deepEqual(new Set(found("na son", TODAY).slice(0, 2)), new Set(["03205@2009-04-01", "03203@2025-07-01"]));
});

test("a code is found before any name, and its beginning finds all that have it", () => {
  assert.equal(first("03376", TODAY), "03376@2009-04-01");
  assert.ok(found("0337", TODAY).length > 3);
});

test("a name that begins so comes before one that has it in a later word, then official order decides", () => {
  const few = prepare({ letters: {}, entries: ["Bản Na", "Na Xa", "Tây Na Xa", "Na"].map((title, n) => ({ kind: "commune", id: String(n), title })) });
  assert.deepEqual(ranked(few, "na", {}).map(one => one.title), ["Na", "Na Xa", "Bản Na", "Tây Na Xa"]);
});

test("an indicator is found by any of its words, a group by its name and its key", () => {
  assert.equal(first("rung phong ho", THEN), "forest_planted_protection_ha");
  assert.equal(first("gia suc gia cam", THEN), "WG1");
  assert.equal(first("wg4", THEN), "WG4");
});

test("what is called like nothing finds nothing, and nothing typed finds all", () => {
  assert.deepEqual(found("xyzzy", THEN), []);
  assert.deepEqual(found("?!", THEN).length, prepared.length);
  assert.deepEqual(found("(", THEN).length, prepared.length, "what is typed is no pattern");
});

test("a picker offers those in force on its day, those of its group, those that are named", () => {
  assert.equal(offered({ kind: "commune", on: THEN }, prepared).length, 14);
  const own = offered({ kind: "indicator", group: "WG4" }, prepared);
  assert.ok(own.length > 1 && own.every(one => one.group === "WG4"));
  assert.deepEqual(offered({ kind: "group", all: "Tất cả" }, prepared).slice(0, 2).map(one => one.id), ["all", "WG1"]);
  assert.deepEqual(offered({ kind: "commune", among: "03376@2009-04-01" }, prepared).map(one => one.title), ["Xã Keo Lôm"]);
});

test("a former commune is shown on a day on which it was one", () => {
  const then = prepared.find(one => one.id === "03376@2009-04-01");
  assert.deepEqual(leadsTo(then, THEN), ["commune", { commune: then.id }]);
  assert.deepEqual(leadsTo(then, TODAY), ["commune", { commune: then.id, day: null }]);
});

test("eleven thousand names are looked through within the time between two keys", () => {
  const entries = Array.from({ length: 11_163 }, (_, n) => ({ kind: "commune", id: String(n), title: `Xã Đồng Bằng ${n}`, codes: [String(n)] }));
  const many = prepare({ letters, entries }), began = performance.now();
  assert.equal(ranked(many, "dong bang 111", letters)[0].title, "Xã Đồng Bằng 111");
  assert.ok(performance.now() - began < 500, "it takes about 30 ms");
});

test("letters are folded as the server folds them", () => {
  for (const [text, folded] of Object.entries(JSON.parse(readFileSync(`${process.env.ATLAS_WRITTEN}/folded.json`))))
    assert.equal(foldedWords(text, letters).join(""), folded, text);
});
