// What the server was told: its answer to that is no news, for the reader may have gone on from it.
export class Echoes {
  constructor() { this.told = []; }

  tell(what) { this.told.push(what); }

  get last() { return this.told.at(-1); }

  // Whether this answers what was told; whatever was told before that is answered too.
  answers(what) {
    const echo = this.told.lastIndexOf(what);
    this.told.splice(0, echo < 0 ? this.told.length : echo + 1);
    return echo >= 0;
  }
}
