// What a page says of itself on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readable } from "../../../../components/frame/scripts/printing.mjs";

test("an address is written as people read it, and one that is no text as it stands", () => {
  assert.equal(readable("http://x/?only=xa%20b%C3%A9"), "http://x/?only=xa bé");
  assert.equal(readable("http://x/?day=%E0%A4"), "http://x/?day=%E0%A4");
});
