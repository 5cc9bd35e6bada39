// Stills of the same areas on several days, as reel.py writes them.
export class Reel {
  constructor({ order, keys, notes, stills }) { Object.assign(this, { order, keys, notes, stills }); }

  get last() { return this.stills.length - 1; }

  placeOf(day) { return this.stills.findIndex(([own]) => own === day); }

  // Its day, words, key, classes, the note of each area and all notes, each said once; nothing where no still is.
  at(place) {
    if (!this.stills[place]) return null;
    const [day, words, key, classes, noted] = this.stills[place], digits = noted.length / classes.length;
    const note = i => this.notes[parseInt(noted.slice(i * digits, (i + 1) * digits), 36)];
    const said = () => [...new Set([...classes].map((_, i) => note(i)))].filter(Boolean);
    return { day, words, key: this.keys[key], classes, note, said };
  }
}
