// What steps by itself.
const BEAT = 1000; // ms between two stills

export class Player {
  constructor(beat) { Object.assign(this, { beat, playing: null }); }

  start() { this.playing = setInterval(this.beat, BEAT); }

  stop() {
    clearInterval(this.playing);
    this.playing = null;
  }
}
