// Which still the reader sees, and which one the server has painted.
import { Echoes } from "./echoes.mjs";

export class Steps {
  constructor(reel, day) {
    const at = reel.placeOf(day);
    Object.assign(this, { reel, at, home: at, echoes: new Echoes() });
  }

  get here() { return this.reel.at(this.at); }

  // The still in view where it is another than the one that was painted.
  get away() { return this.at === this.home ? null : this.here; }

  // Playing goes on from the last still at the first.
  get next() { return this.at < this.reel.last ? this.at + 1 : 0; }

  // Whether there is another still to go to.
  go(to) {
    const goes = Boolean(this.reel.stills[to]) && to !== this.at;
    if (goes) this.at = to;
    return goes;
  }

  // Whether it is news what the server has painted: then the reader goes along.
  follow(day) {
    const news = !this.echoes.answers(day);
    this.home = this.reel.placeOf(day);
    if (news) this.at = this.home;
    return news;
  }
}
