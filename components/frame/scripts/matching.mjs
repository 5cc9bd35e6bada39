// Names found by what is typed of them: without marks, in any case, from any of their words on.

// A text as its words in plain letters; `letters` says what is under a stroke: "Xã Đông" is ["xa", "dong"].
export const foldedWords = (text, letters) =>
  text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean)
    .map(word => [...word].map(letter => letters[letter] ?? letter).join(""));

// What is asked of each entry, worked out once: its names as words, and those run together.
export const prepare = ({ letters, entries }) => entries.map((entry, order) => ({
  ...entry, order,
  codes: (entry.codes ?? []).map(code => code.toLowerCase()),
  written: [...new Set([entry.title, ...(entry.names ?? [])])].map(name => {
    const words = foldedWords(name, letters);
    let at = 0;
    return { words, whole: words.join(""), starts: words.map(word => (at += word.length) - word.length) };
  }),
}));

// How well a name answers: 1 it is what is typed, 2 it begins so, 3 one of its words does,
// 4 each word that is typed begins one of its own, 5 it holds it somewhere, 9 not at all.
const answers = ({ words, whole, starts }, typed, together) => {
  if (whole === together) return 1;
  if (whole.startsWith(together)) return 2;
  if (starts.some(start => whole.startsWith(together, start))) return 3;
  if (typed.every(part => words.some(word => word.startsWith(part)))) return 4;
  return words.join(" ").includes(typed.join(" ")) ? 5 : 9;
};

// The entries that answer what is typed, the best first: a code before any name; what was in force
// on the day in view before what was not; then in their own order.
export const ranked = (prepared, text, letters, day = "") => {
  const typed = foldedWords(text, letters), together = typed.join("");
  if (!together) return prepared;
  const found = [];
  for (const entry of prepared) {
    let rank = entry.codes.includes(together) ? 0 : 9;
    for (const name of entry.written) rank = Math.min(rank, answers(name, typed, together));
    if (rank === 9 && entry.codes.some(code => code.startsWith(together))) rank = 6;
    if (rank < 9) found.push({ entry, rank, away: day && entry.since && !isInForce(entry, day) ? 1 : 0 });
  }
  found.sort((a, b) => a.rank - b.rank || a.away - b.away || a.entry.order - b.entry.order);
  return found.map(one => one.entry);
};

export const isInForce = ({ since = "", until = "" }, day) => since <= day && (!until || day < until);
