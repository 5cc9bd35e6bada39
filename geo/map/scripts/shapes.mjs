// Shapes of areas in degrees, latitude first, out of the whole numbers that web.py writes.
export function decode(geometry) {
  const [x0, y0] = geometry.origin, degrees = (x, y) => [(y + y0) / geometry.scale, (x + x0) / geometry.scale];
  const ring = flat => {
    const points = new Array(flat.length / 2);
    for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) points[i / 2] = degrees(x += flat[i], y += flat[i + 1]);
    return points;
  };
  return geometry.ids.map((id, i) => ({
    id, title: geometry.titles[i],
    rings: geometry.polys[i].map(part => part.map(ring)),
    middle: geometry.labels[i] && degrees(...geometry.labels[i]),
  }));
}

export function holds(area, { lat, lng }) {
  let inside = false;
  for (const part of area.rings) for (const ring of part)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ay, ax] = ring[i], [by, bx] = ring[j];
      if (ay > lat !== by > lat && lng < (bx - ax) * (lat - ay) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}
