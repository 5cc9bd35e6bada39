// What Streamlit says is found where it says it, and nowhere else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { day, pattern, ready, said } from "../../../../components/frame/scripts/translate.mjs";
import { written } from "../../../../components/frame/scripts/locale.mjs";

const within = (...selectors) => ({ closest: selector => selectors.includes(selector) });
const places = ready([
  [".picker", { "No results": "Không tìm thấy", "Select {some} matches": "Chọn {some} mục" }],
  [".date", { "Today, {date}": "Hôm nay, {date}", "{date} selected": "{date}, đã chọn" }],
]);

test("a text is translated in its place and stays what it is in any other", () => {
  assert.equal(said(places, within(".picker"), "No results"), "Không tìm thấy");
  assert.equal(said(places, within(".date"), "No results"), undefined);
  assert.equal(said(places, within(), "No results"), undefined);
});

test("what is filled in comes along, whatever it holds", () => {
  assert.equal(said(places, within(".picker"), "Select 12 matches"), "Chọn 12 mục");
  assert.equal(said(places, within(".picker"), "Select  matches"), undefined);
  assert.equal(pattern("Remove {name}", "Bỏ {name}")("Remove $& {name}"), "Bỏ $& {name}");
  assert.equal(pattern("a.b({x})", "{x}!")("a.b(c\nd)"), "c\nd!");
  assert.equal(pattern("a.b({x})", "{x}!")("aXb(c)"), undefined);
});

test("an English date is written with its day first, and any other text as it is", () => {
  assert.equal(day("January 02, 2018"), "02/01/2018");
  assert.equal(said(places, within(".date"), "Today, December 1, 2026"), "Hôm nay, 01/12/2026");
  for (const text of ["Thứ Ba, 2 tháng 1, 2018", "Smarch 41, 2018", "2018"]) assert.equal(day(text), text);
});

test("days are written with the day first in both languages", () => {
  for (const language of ["vi", "en"]) {
    assert.match(new Intl.DateTimeFormat(written(language)).format(new Date(2018, 0, 2)), /^0?2\D0?1\D2018$/);
  }
});
