// How a name may be written, and whether it has room. In px.
const SIZES = [15, 13, 11.5, 10.5]; // a smaller one where the larger does not fit

// Words on so many lines, the longest as short as can be.
export function lines(words, count) {
  if (count === 1) return [words.join(" ")];
  const longest = lines => Math.max(...lines.map(line => line.length));
  return words.slice(count - 1).map((_, i) => [words.slice(0, i + 1).join(" "), ...lines(words.slice(i + 1), count - 1)])
    .reduce((best, other) => longest(other) < longest(best) ? other : best);
}

// The ways to write a name, best first: large, then smaller, on one line or two; else on three.
export function waysToWrite(title, widthOf) {
  const words = title.split(" "), way = (size, count) => {
    const written = lines(words, count);
    return { text: written.join("\n"), size, w: Math.max(...written.map(line => widthOf(line, size))), h: 1.15 * size * count };
  };
  return [[1, 2], [3]].flatMap(counts => SIZES.flatMap(size =>
    counts.filter(count => count <= words.length).map(count => way(size, count))));
}

// Two thirds of fifteen points of the name's box lie in its area: a name may lap over a border.
export function fits(at, { w, h }, isInside) {
  let inside = 0;
  for (const dx of [-.5, -.25, 0, .25, .5]) for (const dy of [-.5, 0, .5])
    inside += isInside([at.x + dx * w, at.y + dy * h]);
  return inside >= 10;
}

export const apart = (a, b) => Math.abs(a.at.x - b.at.x) * 2 > a.w + b.w + 6 || Math.abs(a.at.y - b.at.y) * 2 > a.h + b.h + 2;
