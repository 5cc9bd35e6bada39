// What the bar says when the server is away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { moment, saying } from "../../../../components/frame/scripts/away.mjs";

test("a page with its server says nothing", () => {
  assert.equal(saying("CONNECTED", true), "");
  assert.equal(saying("CONNECTED", false), "");
});

test("a page that had a server says of when it is, one that never had says that it waits", () => {
  for (const state of ["CONNECTING", "PINGING_SERVER", "INITIAL"]) {
    assert.equal(saying(state, true), "away");
    assert.equal(saying(state, false), "connecting");
  }
});

test("a page that the server has closed for good must be loaded again", () => {
  assert.equal(saying("DISCONNECTED_FOREVER", true), "ended");
});

test("a moment is written as everywhere", () => {
  assert.equal(moment(new Date(2026, 11, 1, 8, 5)), "01/12/2026 08:05");
});
