// Areas on a folium map: painted, named and tapped. All it is given comes by paint(given);
// what that holds is written in choropleth.py, what a geometry holds in web.py.
import { Card } from "./card.mjs";
import { addZoom } from "./controls.mjs";
import { Echoes } from "./echoes.mjs";
import { button, make, speak } from "./elements.mjs";
import { Figures } from "./figures.mjs";
import { load } from "./load.mjs";
import { send } from "./messages.mjs";
import { Names } from "./names.mjs";
import { Painting } from "./painting.mjs";
import { Pointer } from "./pointer.mjs";
import { decode } from "./shapes.mjs";
import { CSS } from "./style.mjs";
import { TimeBar } from "./time_bar.mjs";
import { View } from "./view.mjs";
import { Walking } from "./walking.mjs";

export class Atlas {
  constructor(map) {
    Object.assign(this, { map, box: map.getContainer(), areas: [], byId: new Map(), chosen: null, echoes: new Echoes() });
    this.box.classList.add("atlas");
    this.box.setAttribute("role", "group");
    // Leaflet focuses it when the mouse goes down; were the page to scroll, the mouse would come up elsewhere.
    this.box.focus = () => HTMLElement.prototype.focus.call(this.box, { preventScroll: true });
    make("style", document.head, "", CSS);
    if (window.__GLOBAL_DATA__) document.documentElement.style.overflow = "hidden"; // a frame of its own
    map.invalidateSize({ pan: false }); // which is now as high as its frame
    this.view = new View(this);
    this.painting = new Painting(this);
    this.names = new Names(this);
    this.figures = new Figures(this);
    this.pointer = new Pointer(this);
    this.buttons = addZoom(this);
    this.card = new Card(this);
    this.time = new TimeBar(this);
    this.walking = new Walking(this);
    this.listen();
  }

  listen() {
    const { map, names: { pane } } = this;
    map.on("click", () => this.tap(null));
    map.on("zoomstart", () => { pane.hidden = true; });
    map.on("zoomend", () => { pane.hidden = false; this.painting.border(); this.view.hold(); });
    map.on("moveend", () => this.names.write());
    this.box.addEventListener("keydown", e => { if (e.key === "Escape") this.tap(null); });
  }

  // --- what is given ---

  paint(given) {
    const before = this.given;
    this.given = given;
    this.speak(given.words);
    if (before?.chosen !== given.chosen) this.follow(given.chosen);
    this.time.give(given.steps);
    if (this.source !== given.geometry) this.fetch(given.geometry);
    else if (this.built === given.geometry) this.show(); // else it is on its way, and shows what is given then
  }

  speak(words) {
    this.box.setAttribute("aria-label", words.name);
    this.card.opener.textContent = words.open;
    this.walking.speak(words);
    speak({ ...this.buttons, close: this.card.close }, words);
  }

  // The server's choice, unless it answers a tap.
  follow(id) {
    if (!this.echoes.answers(id)) Object.assign(this, { chosen: id, carded: this.given.card });
  }

  fetch(source) {
    this.source = source;
    this.failed?.remove();
    load(source).then(geometry => {
      if (this.source !== source) return; // another was asked for meanwhile
      this.build(geometry);
      this.built = source;
      this.show();
    }).catch(error => {
      if (this.source !== source) return;
      console.warn(error);
      this.failed = button(this.box, "atlas-failed", "", () => this.fetch(source));
      this.failed.textContent = this.given.words.failed;
    });
  }

  build(geometry) {
    for (const area of this.areas) area.layer.remove();
    this.areas = decode(geometry);
    this.order = geometry.order;
    this.byId = new Map(this.areas.map(area => [area.id, area]));
    this.bounds = L.latLngBounds(geometry.bounds);
    this.first = L.latLngBounds(geometry.view);
    for (const area of this.areas) {
      const layer = area.layer = this.painting.layerOf(area);
      layer.on("click", e => { L.DomEvent.stopPropagation(e); this.tap(area.id); });
      layer.on("mouseover mousemove", e => this.pointer.hover(area, e.latlng));
      layer.on("mouseout", () => this.pointer.hover(null));
      area.middle &&= L.latLng(area.middle);
      area.span = layer.getBounds();
    }
    this.names.take(this.areas);
    this.painting.weight = null;
    this.view.fit();
    this.painting.border();
  }

  // --- what is shown ---

  show() {
    if (this.order !== this.given.order) throw Error("this paint is of other areas than this geometry");
    this.painting.colour();
    this.point();
  }

  // Another still has other colours and other words, and the rest as it was.
  stepped() {
    if (this.built !== this.given.geometry) return;
    this.painting.colour();
    this.card.describe();
    this.pointer.again();
  }

  point() {
    this.painting.mark();
    this.names.write();
    this.card.describe();
  }

  // The page points at an area, or at none any more.
  pointTo(id) { this.painting.point(this.byId.get(id)); }

  // --- what the reader does ---

  tap(id) {
    this.pointer.hover(null);
    if (id === this.chosen) { if (id) this.tell("open", id); return; }
    Object.assign(this, { chosen: id, carded: true });
    this.echoes.tell(id);
    this.point();
    this.tell("select", id);
  }

  // A page that has no server holds the area itself.
  tell(what, id) {
    const shared = window.__GLOBAL_DATA__;
    if (shared) send(shared, what, id, this.time.telling());
    else if (what === "open") location.hash = id;
  }
}
