// Areas on a folium map: painted, named and tapped. All it is given comes by atlas.paint(map, paint);
// what a paint holds is written in choropleth.py, what a geometry holds in web.py.
(function () {
  "use strict";

  const CSS = `
    .atlas.leaflet-container { outline: none; background: #fff; color: #1a1a1a;
      font: 16px/1.35 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
    .atlas:not(.pointed):focus-visible, .atlas button:focus-visible { outline: 3px solid #0b57d0; outline-offset: -3px }
    .atlas button { font: inherit; color: inherit; background: #fff; border: 1px solid #8a8a8a; border-radius: 8px;
      min-width: 44px; min-height: 44px; cursor: pointer; touch-action: manipulation }
    .atlas button:hover { background: #eef3fc }
    .atlas-zoom { display: flex; flex-direction: column; gap: 6px }
    .atlas-zoom button, .atlas-card .close { padding: 0; display: grid; place-items: center }
    .atlas-zoom button { box-shadow: 0 1px 3px #0003 }
    .atlas-name { position: absolute; transform: translate(-50%, -50%); white-space: pre; text-align: center;
      font-weight: 600; line-height: 1.15; color: #111;
      text-shadow: 0 0 2px #fff, 0 0 2px #fff, 0 0 3px #fff, 0 0 3px #fff, 0 0 4px #fff, 0 0 5px #fff }
    .atlas-name.dim { opacity: .45 }
    .atlas b { display: block }
    .atlas-tip { font-size: 15px; max-width: 320px; white-space: normal; width: max-content; box-shadow: 0 2px 8px #0004 }
    .atlas-card { position: absolute; z-index: 1000; left: 10px; bottom: calc(var(--time, 0px) + 10px); max-width: min(520px, 100% - 20px);
      box-sizing: border-box; display: flex; flex-wrap: wrap; align-items: end; gap: 6px 18px; background: #fff; border: 1px solid #8a8a8a; border-radius: 12px;
      box-shadow: 0 4px 16px #0005; padding: 10px 12px 12px 14px; cursor: default }
    .atlas-card > div { flex: 1 1 190px }
    .atlas-card.right { left: auto; right: 10px }
    .atlas-card.high { bottom: auto; top: 10px }
    .atlas-card[hidden] { display: none }
    .atlas-card b { font-size: 19px; padding-right: 44px }
    .atlas-card p { margin: 1px 0; line-height: 1.3 }
    .atlas-card p:first-of-type { font-size: 18px }
    .atlas-card .open { flex: 0 1 auto; padding: 0 16px; background: #0b57d0; border-color: #0b57d0;
      color: #fff; font-weight: 600 }
    .atlas-card .open:hover { background: #0842a0 }
    .atlas-card .close { position: absolute; top: 2px; right: 2px; border: 0; background: none }
    .atlas-failed { position: absolute; z-index: 1000; inset: 0; margin: auto; height: fit-content; width: fit-content; padding: 12px 20px }
    @media print { .atlas-zoom, .atlas-card { display: none } }`;

  const BORDER = "#4d4d4d", INK = "#111", HALO = "#fff";
  const SIZES = [15, 13, 11.5, 10.5]; // of names, px; a smaller one where the larger does not fit
  const FACE = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

  // What is given is the thing itself, or the address of it.
  const load = given => typeof given !== "string" ? Promise.resolve(given)
    : fetch(given).then(answer => { if (!answer.ok) throw Error(answer.status); return answer.json(); });

  const make = (kind, into, name = "", text = "") => {
    const element = into.appendChild(document.createElement(kind));
    element.className = name;
    element.textContent = text; // never HTML: names come from files
    return element;
  };

  const ICONS = {
    plus: "M5 12h14M12 5v14", minus: "M5 12h14", close: "M6 6l12 12M18 6L6 18",
    whole: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  };

  const button = (into, name, icon, act) => {
    const element = make("button", into, name);
    element.type = "button";
    element.onclick = act;
    if (icon) element.innerHTML =
      `<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2.2"><path d="${icon}"/></svg>`;
    return element;
  };

  // --- fills -------------------------------------------------------------------------------------

  const STROKES = { // on a tile of 8 by 8
    rising: c => { c.moveTo(-2, 2); c.lineTo(2, -2); c.moveTo(-2, 10); c.lineTo(10, -2); c.moveTo(6, 10); c.lineTo(10, 6); },
    falling: c => { c.moveTo(-2, 6); c.lineTo(2, 10); c.moveTo(-2, -2); c.lineTo(10, 10); c.moveTo(6, -2); c.lineTo(10, 2); },
    cross: c => { STROKES.rising(c); STROKES.falling(c); },
    dots: c => { for (const at of [2, 6]) { c.moveTo(at + .6, at); c.arc(at, at, .6, 0, 7); } },
  };
  const fills = new Map();

  function fillOf(colour, hatch) {
    if (!hatch) return colour;
    const key = colour + hatch;
    if (!fills.has(key)) {
      const sharp = Math.max(1, window.devicePixelRatio), tile = document.createElement("canvas");
      tile.width = tile.height = Math.round(8 * sharp);
      const c = tile.getContext("2d");
      c.scale(tile.width / 8, tile.width / 8);
      c.fillStyle = colour; c.fillRect(0, 0, 8, 8);
      c.strokeStyle = "#0008"; c.lineWidth = 1.1;
      c.beginPath(); STROKES[hatch](c); c.stroke();
      const pattern = c.createPattern(tile, "repeat");
      pattern.setTransform(new DOMMatrix().scale(8 / tile.width));
      fills.set(key, pattern); // a canvas takes it wherever it takes a colour
    }
    return fills.get(key);
  }

  // --- shapes ------------------------------------------------------------------------------------

  function decode(geometry) {
    const [x0, y0] = geometry.origin, degrees = (x, y) => [(y + y0) / geometry.scale, (x + x0) / geometry.scale];
    const ring = flat => {
      const points = new Array(flat.length / 2);
      for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) points[i / 2] = degrees(x += flat[i], y += flat[i + 1]);
      return points;
    };
    return geometry.ids.map((id, i) => ({
      id, title: geometry.titles[i],
      rings: geometry.polys[i].map(part => part.map(ring)),
      middle: geometry.labels[i] && L.latLng(degrees(...geometry.labels[i])),
    }));
  }

  function holds(area, { lat, lng }) {
    let inside = false;
    for (const part of area.rings) for (const ring of part)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [ay, ax] = ring[i], [by, bx] = ring[j];
        if (ay > lat !== by > lat && lng < (bx - ax) * (lat - ay) / (by - ay) + ax) inside = !inside;
      }
    return inside;
  }

  // --- names -------------------------------------------------------------------------------------

  const ruler = document.createElement("canvas").getContext("2d");

  // Words on so many lines, the longest as short as can be.
  function lines(words, count) {
    if (count === 1) return [words.join(" ")];
    const longest = lines => Math.max(...lines.map(line => line.length));
    return words.slice(count - 1).map((_, i) => [words.slice(0, i + 1).join(" "), ...lines(words.slice(i + 1), count - 1)])
      .reduce((best, other) => longest(other) < longest(best) ? other : best);
  }

  // The ways to write a name, best first: large, then smaller, on one line or two; else on three. In px.
  function waysToWrite(title) {
    const words = title.split(" "), way = (size, count) => {
      const written = lines(words, count);
      ruler.font = `600 ${size}px ${FACE}`;
      const w = Math.max(...written.map(line => ruler.measureText(line).width));
      return { text: written.join("\n"), size, w, h: 1.15 * size * count };
    };
    return [[1, 2], [3]].flatMap(counts => SIZES.flatMap(size =>
      counts.filter(count => count <= words.length).map(count => way(size, count))));
  }

  // --- the map -----------------------------------------------------------------------------------

  class Atlas {
    constructor(map) {
      Object.assign(this, { tools: { make, button, load }, map, areas: [], named: [], byId: new Map(), chosen: null, told: [], count: 0, whole: true });
      this.box = map.getContainer();
      this.box.classList.add("atlas");
      this.box.setAttribute("role", "group");
      // Leaflet focuses it when the mouse goes down; were the page to scroll, the mouse would come up elsewhere.
      this.box.focus = () => HTMLElement.prototype.focus.call(this.box, { preventScroll: true });
      make("style", document.head, "", CSS);
      if (window.__GLOBAL_DATA__) document.documentElement.style.overflow = "hidden"; // a frame of its own
      this.renderer = L.canvas({ padding: .3 });
      this.marks = L.layerGroup().addTo(map);
      this.names = map.createPane("names");
      Object.assign(this.names.style, { zIndex: 450, pointerEvents: "none" });
      this.names.setAttribute("aria-hidden", "true"); // the page has them in a table
      this.tip = L.tooltip({ className: "atlas-tip", opacity: 1, offset: [12, 0] });
      this.addZoom();
      this.addCard();
      this.time = new window.atlas.TimeBar(this);
      this.listen();
    }

    listen() {
      const { map, box } = this;
      map.on("click", () => this.tap(null));
      map.on("zoomstart", () => { this.names.hidden = true; });
      map.on("zoomend", () => { this.names.hidden = false; this.border(); this.hold(); });
      map.on("moveend", () => this.write());
      map.on("resize", () => { if (this.whole) this.fit(); });
      // What points decides whether there is hovering: a finger's tap is followed by mouse events too.
      for (const event of ["pointerdown", "pointermove"])
        box.addEventListener(event, e => { this.pointer = e.pointerType; box.classList.add("pointed"); }, true);
      window.addEventListener("keydown", () => box.classList.remove("pointed"), true);
      // With the whole in view there is nothing to zoom out to: let the wheel scroll the page.
      box.addEventListener("wheel", e => { if (this.whole && e.deltaY > 0) e.stopPropagation(); }, true);
      box.addEventListener("keydown", e => { if (e.key === "Escape") this.tap(null); });
    }

    addZoom() {
      const control = L.control({ position: "topright" });
      control.onAdd = () => {
        const bar = L.DomUtil.create("div", "atlas-zoom");
        L.DomEvent.disableClickPropagation(bar);
        this.buttons = {
          zoom_in: button(bar, "", ICONS.plus, () => this.map.zoomIn(1)),
          zoom_out: button(bar, "", ICONS.minus, () => this.map.zoomOut(1)),
          whole: button(bar, "", ICONS.whole, () => this.fit()),
        };
        return bar;
      };
      control.addTo(this.map);
    }

    addCard() {
      this.card = make("div", this.box, "atlas-card");
      this.card.setAttribute("aria-live", "polite");
      this.card.hidden = true;
      L.DomEvent.disableClickPropagation(this.card);
      L.DomEvent.disableScrollPropagation(this.card);
      this.figures = make("div", this.card);
      this.opener = button(this.card, "open", "", () => this.tell("open", this.chosen));
      this.buttons.close = button(this.card, "close", ICONS.close, () => { this.tap(null); this.box.focus(); });
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
      this.opener.textContent = words.open;
      for (const [word, element] of Object.entries(this.buttons)) {
        element.title = words[word];
        element.setAttribute("aria-label", words[word]);
      }
    }

    // The server's choice, unless it is the echo of a tap, which the reader may have gone on from.
    follow(id) {
      const echo = this.told.lastIndexOf(id);
      this.told.splice(0, echo < 0 ? this.told.length : echo + 1);
      if (echo < 0) Object.assign(this, { chosen: id, carded: this.given.card });
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
      for (const area of this.areas) {
        const layer = area.layer = L.polygon(area.rings, {
          renderer: this.renderer, color: BORDER, opacity: .9, fillOpacity: 1,
          smoothFactor: 0, // any other tears the borders that neighbours share
        });
        layer.on("click", e => { L.DomEvent.stopPropagation(e); this.tap(area.id); });
        layer.on("mouseover mousemove", e => this.hover(area, e.latlng));
        layer.on("mouseout", () => this.hover(null));
        area.span = layer.getBounds();
      }
      this.named = this.areas.filter(area => area.middle).sort((a, b) => spread(b.span) - spread(a.span));
      this.weight = null;
      this.fit();
      this.border();
    }

    // --- what is shown ---

    show() {
      if (this.order !== this.given.order) throw Error("this paint is of other areas than this geometry");
      this.colour();
      this.point();
    }

    colour() {
      this.areas.forEach((area, i) => {
        area.look = this.given.looks[this.given.text[i]];
        const [colour, hatch] = this.time.fill(i) ?? area.look, dimmed = area.look[3];
        const fillColor = fillOf(colour, hatch), fillOpacity = dimmed ? .2 : 1, old = area.layer.options;
        if (old.fillColor !== fillColor || old.fillOpacity !== fillOpacity) area.layer.setStyle({ fillColor, fillOpacity });
        if (!area.shown) area.shown = area.layer.addTo(this.map);
      });
    }

    // Another still has other colours and other words, and the rest as it was.
    stepped() {
      if (this.built !== this.given.geometry) return;
      this.colour();
      this.describe();
      const { under, tip } = this;
      this.under = null;
      if (under) this.hover(under, tip.getLatLng());
    }

    // The bar below the map leaves it less room.
    room(height) {
      this.box.style.setProperty("--time", `${height}px`);
      if (this.whole) this.fit();
    }

    point() {
      this.mark();
      this.write();
      this.describe();
    }

    // Borders as thin as the areas are small, so that a country does not turn grey.
    border() {
      if (!this.bounds) return;
      const { min, max } = this.pixels(this.bounds);
      const size = Math.sqrt((max.x - min.x) * (max.y - min.y) / this.areas.length);
      const weight = Math.min(1.2, Math.max(.15, size / 70));
      if (weight === this.weight) return;
      this.weight = weight;
      for (const area of this.areas) area.layer.setStyle({ weight });
    }

    // Outlines lie above all areas: half of a border is under its neighbour.
    mark() {
      this.marks.clearLayers();
      const line = (area, color, weight, dashArray) => this.marks.addLayer(L.polygon(area.rings,
        { renderer: this.renderer, smoothFactor: 0, fill: false, interactive: false, color, weight, dashArray }));
      for (const area of this.areas) if (area.look[2]) { line(area, HALO, 5); line(area, INK, 2.5, "7 5"); }
      const chosen = this.byId.get(this.chosen);
      if (chosen) { line(chosen, HALO, 8); line(chosen, INK, 4.5); }
    }

    // The chosen area's name first, then those pointed out, then the larger; none upon another.
    write() {
      const view = this.map.getBounds().pad(.05), taken = [], shown = document.createDocumentFragment();
      const first = this.named.filter(area => area.id === this.chosen || area.look?.[2]);
      for (const area of new Set([...first, ...this.named])) {
        const { min, max } = this.pixels(area.span);
        if (max.x - min.x < 20 || !view.contains(area.middle)) continue;
        const at = this.map.latLngToLayerPoint(area.middle);
        const way = (area.ways ??= waysToWrite(area.title))
          .find(one => this.fits(area, at, one) && taken.every(box => apart(box, { at, ...one })));
        if (!way) continue;
        taken.push({ at, ...way });
        const name = make("span", shown, area.look?.[3] ? "atlas-name dim" : "atlas-name", way.text);
        Object.assign(name.style, { left: at.x + "px", top: at.y + "px", fontSize: way.size + "px" });
      }
      this.names.replaceChildren(shown);
    }

    // Two thirds of fifteen points of the name's box lie in its area: a name may lap over a border.
    fits(area, at, { w, h }) {
      let inside = 0;
      for (const dx of [-.5, -.25, 0, .25, .5]) for (const dy of [-.5, 0, .5])
        inside += holds(area, this.map.layerPointToLatLng([at.x + dx * w, at.y + dy * h]));
      return inside >= 10;
    }

    pixels(span) {
      return { min: this.map.latLngToLayerPoint(span.getNorthWest()), max: this.map.latLngToLayerPoint(span.getSouthEast()) };
    }

    fit() {
      const { map } = this;
      if (!this.bounds || !map.getSize().x) return; // hidden: again when it has a size
      map.setMaxBounds(null).setMinZoom(0);
      const { zoomSnap } = map.options;
      map.options.zoomSnap = 0; // else up to a quarter of a level of the window stays empty
      map.fitBounds(this.bounds, { paddingTopLeft: [8, 8], paddingBottomRight: [8, 8 + this.time.height], animate: false });
      map.options.zoomSnap = zoomSnap;
      map.setMinZoom(map.getZoom()).setMaxZoom(map.getZoom() + 7).setMaxBounds(this.bounds.pad(.3));
      this.hold();
    }

    // With the whole in view there is nothing to drag for: let a finger scroll the page.
    hold() {
      this.whole = this.map.getZoom() <= this.map.getMinZoom();
      this.map.dragging[this.whole ? "disable" : "enable"]();
    }

    // --- what is pointed at ---

    hover(area, at) {
      if (!area || this.pointer === "touch") { this.under = null; this.tip.remove(); return; }
      if (this.under !== area) {
        this.under = area;
        const content = document.createElement("div");
        this.tip.setContent(content);
        this.tellOf(area, content).then(() => this.tip.update());
      }
      this.tip.setLatLng(at);
      if (!this.map.hasLayer(this.tip)) this.tip.addTo(this.map);
    }

    tap(id) {
      this.hover(null);
      if (id === this.chosen) { if (id) this.tell("open", id); return; }
      Object.assign(this, { chosen: id, carded: true });
      this.told.push(id);
      this.point();
      this.tell("select", id);
    }

    describe() {
      const area = this.byId.get(this.chosen);
      this.card.hidden = !area || !this.carded;
      if (this.card.hidden) return;
      this.place(area);
      this.tellOf(area, this.figures).then(() => this.place(area)); // more lines may need another corner
    }

    // In the first corner where it does not lie upon the area it speaks of.
    place(area) {
      if (area.id !== this.chosen || !area.middle) return;
      const { min, max } = this.pixels(area.span), [nw, se] = [min, max].map(at => this.map.layerPointToContainerPoint(at));
      const { classList } = this.card;
      for (const [right, high] of [[false, false], [true, false], [false, true]]) {
        classList.toggle("right", right);
        classList.toggle("high", high);
        const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } = this.card;
        if (se.x < x || nw.x > x + w || se.y < y || nw.y > y + h) return;
      }
    }

    // The name at once, the figures when they have come; if that is too late, into what nobody sees.
    async tellOf(area, into) {
      const text = document.createElement("div");
      make("b", text, "", area.title);
      into.replaceChildren(text);
      for (const line of this.time.lines(this.areas.indexOf(area)) ?? (await this.tips())[area.id] ?? []) make("p", text, "", line);
    }

    tips() {
      const { tips } = this.given;
      if (this.tipsOf !== tips) {
        this.tipsOf = tips;
        this.tipsReady = load(tips || {}).catch(() => { this.tipsOf = null; return {}; }); // again when next needed
      }
      return this.tipsReady;
    }

    // To the server, without streamlit-folium's pause of 250 ms; a page that has none holds the area itself.
    // The number makes a second tap on the same area another message, also after the frame was gone.
    tell(what, id) {
      const shared = window.__GLOBAL_DATA__;
      if (!shared) { if (what === "open") location.hash = id; return; }
      this.count = Math.max(Date.now(), this.count + 1);
      shared.last_object_clicked_tooltip = { id, do: what, n: this.count, day: this.time.telling() };
      shared.previous_data = { last_object_clicked_tooltip: shared.last_object_clicked_tooltip };
      window.Streamlit.setComponentValue(shared.previous_data);
    }
  }

  const spread = span => (span.getEast() - span.getWest()) * (span.getNorth() - span.getSouth());
  const apart = (a, b) => Math.abs(a.at.x - b.at.x) * 2 > a.w + b.w + 6 || Math.abs(a.at.y - b.at.y) * 2 > a.h + b.h + 2;

  window.atlas = {
    paint(map, paint) {
      map.atlas ??= new Atlas(map);
      map.atlas.paint(paint);
    },
  };
})();
