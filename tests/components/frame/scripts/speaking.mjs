// What the page is told, and in which language it says it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changedTo, remembered } from "../../../../components/frame/scripts/language.mjs";
import { readTold, say, told } from "../../../../components/frame/scripts/told.mjs";

test("a page that is told nothing has nothing to say", () => {
  assert.deepEqual(readTold(undefined), { cookie: "", languages: [], said: {} });
  globalThis.document = { documentElement: { lang: "vi" } };
  assert.equal(say("away"), "");
});

test("what is told is said in the document's language, with what is filled in", () => {
  told.said = { vi: { at: "lúc {moment}" }, en: { at: "at {moment}" } };
  globalThis.document = { documentElement: { lang: "vi" } };
  assert.equal(say("at", { moment: "08:15" }), "lúc 08:15");
  document.documentElement.lang = "en";
  assert.equal(say("at", {}), "at {moment}", "a place without a value shows that it has none");
});

test("only a button of a language changes it", () => {
  assert.equal(changedTo(["stButton", "st-key-lang_en"], ["vi", "en"]), "en");
  assert.equal(changedTo(["stButton", "st-key-lang_xx"], ["vi", "en"]), undefined);
  assert.equal(changedTo([], ["vi"]), undefined);
});

test("it is remembered for the folder that the app lies in", () => {
  assert.match(remembered("c", "en"), /^c=en; max-age=\d+; samesite=lax$/);
});
