// What the server is told, and what it answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Echoes } from "../../../geo/map/scripts/echoes.mjs";
import { load } from "../../../geo/map/scripts/load.mjs";
import { send } from "../../../geo/map/scripts/messages.mjs";

test("the answer to what was told is no news, and what was told before it is answered too", () => {
  const echoes = new Echoes();
  for (const told of ["a", "b", "c"]) echoes.tell(told);
  assert.equal(echoes.answers("b"), true);
  assert.equal(echoes.answers("a"), false, "it was answered with the later one");
  assert.equal(echoes.last, undefined, "what the server has chosen since is no answer to what was told");
});

test("what was told twice is answered as it was told last, and once", () => {
  const echoes = new Echoes();
  for (const told of ["a", "b", "a", "c"]) echoes.tell(told);
  assert.equal(echoes.answers("a"), true);
  assert.equal(echoes.answers("b"), false, "it was told before the last a");
  for (const told of ["a", "b"]) echoes.tell(told);
  assert.equal(echoes.answers("b"), true);
  assert.equal(echoes.answers("b"), false, "an answer is one answer");
});

test("that nothing is chosen can be told and answered", () => {
  const echoes = new Echoes();
  echoes.tell(null);
  assert.equal(echoes.answers(null), true);
  assert.equal(echoes.answers(null), false);
});

test("a second tap on the same area is another message", () => {
  const told = [], shared = {};
  globalThis.window = { Streamlit: { setComponentValue: value => told.push(value.last_object_clicked_tooltip) } };
  send(shared, "select", "a", null);
  send(shared, "open", "a", "2018-12-31");
  assert.ok(told[1].n > told[0].n);
  assert.deepEqual({ ...told[1], n: 0 }, { id: "a", do: "open", n: 0, day: "2018-12-31" });
  assert.equal(shared.previous_data.last_object_clicked_tooltip, shared.last_object_clicked_tooltip);
});

test("what is given is taken as it is, or fetched from its address", async () => {
  const given = { ids: [] };
  assert.equal(await load(given), given);
  globalThis.fetch = async address => ({ ok: address === "there", status: 404, json: async () => given });
  assert.equal(await load("there"), given);
  await assert.rejects(load("gone"), /404/);
});
