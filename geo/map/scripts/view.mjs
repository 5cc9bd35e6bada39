// What part of the map is in view: the whole, or what the reader has zoomed to.
export class View {
  constructor(atlas) {
    Object.assign(this, { atlas, map: atlas.map, whole: true, all: false });
    this.map.on("resize", () => { if (this.whole) this.fit(); });
    // With the whole in view there is nothing to zoom out to: let the wheel scroll the page.
    atlas.box.addEventListener("wheel", e => { if (this.whole && e.deltaY > 0) e.stopPropagation(); }, true);
  }

  fit() {
    const { map, atlas: { bounds: all, first, time } } = this, bounds = this.all ? all : first;
    const { x, y } = map.getSize();
    if (!bounds || !x || y <= 16 + time.height) return; // hidden: again when it has a size
    map.setMaxBounds(null).setMinZoom(0);
    const { zoomSnap } = map.options;
    map.options.zoomSnap = 0; // else up to a quarter of a level of the window stays empty
    map.fitBounds(bounds, { paddingTopLeft: [8, 8], paddingBottomRight: [8, 8 + time.height], animate: false });
    map.options.zoomSnap = zoomSnap;
    map.setMinZoom(map.getZoom()).setMaxZoom(map.getZoom() + 7).setMaxBounds(bounds.pad(.3));
    this.hold();
  }

  // Back to what was shown first; and from there to all, where some lie far away.
  home() {
    const { bounds, first } = this.atlas;
    this.all = this.whole && !this.all && Boolean(bounds) && !first.equals(bounds);
    this.fit();
  }

  // With the whole in view there is nothing to drag for: let a finger scroll the page.
  hold() {
    this.whole = this.map.getZoom() <= this.map.getMinZoom();
    this.map.dragging[this.whole ? "disable" : "enable"]();
  }

  // The bar below the map leaves it less room.
  room(height) {
    this.atlas.box.style.setProperty("--time", `${height}px`);
    if (this.whole) this.fit();
  }

  pixels(span) {
    return { min: this.map.latLngToLayerPoint(span.getNorthWest()), max: this.map.latLngToLayerPoint(span.getSouthEast()) };
  }
}
