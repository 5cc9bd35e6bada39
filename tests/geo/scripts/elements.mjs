// Pieces of page: what a file says is a text of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { button, make, speak } from "../../../geo/map/scripts/elements.mjs";

globalThis.document = { createElement: kind => ({ kind, told: {}, setAttribute(name, said) { this.told[name] = said; }, appendChild: child => child }) };
const page = { appendChild: child => child };

test("a name is the text of its element and never HTML", () => {
  const element = make("b", page, "name", "<img src=x>");
  assert.deepEqual([element.kind, element.className, element.textContent], ["b", "name", "<img src=x>"]);
  assert.equal(element.innerHTML, undefined);
});

test("a button submits nothing, and says in words what its icon shows", () => {
  const close = button(page, "close", "close", () => 7);
  assert.deepEqual([close.type, close.onclick()], ["button", 7]);
  assert.match(close.innerHTML, /^<svg .*<path d="M6 6/);
  speak({ close }, { close: "Đóng" });
  assert.deepEqual([close.title, close.told["aria-label"]], ["Đóng", "Đóng"]);
});
