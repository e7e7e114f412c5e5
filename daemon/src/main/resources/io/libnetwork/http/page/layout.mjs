// Where things stand on the map. The same things always stand at the same places.

const CARD = { width: 164, height: 50 };
const GAP_X = 206;
const GAP_Y = 46;
const HOST_GAP = 66;
const WIDEST = 1900;
const BAR_HEIGHT = 34;
const SHORTEST_BAR = 300;
const MOST_IN_A_ROW = 9;
const MOST_CARDS = 40;
/** So many places in the middle are the network's own. */
const SEEDS = 26;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * Places for a model's things.
 *
 * Few are drawn as networks are drawn on paper: each a bar, with its containers hanging from it.
 * Many are dots around their network.
 *
 * @returns `{cards, places}`, `places` by the thing's id: `{x, y, width, height}`
 */
export function layout(model) {
  const parts = model.things.size <= MOST_CARDS ? rowsOf(model) : null;
  if (parts?.every((part) => part.rows.every((row) => row.kind === "bars" || row.things.length <= MOST_IN_A_ROW))) {
    return { cards: true, places: placeParts(model, parts) };
  }
  return { cards: false, places: placeClusters(model) };
}

function neighbours(model) {
  const all = new Map([...model.things.keys()].map((id) => [id, []]));
  for (const line of model.lines.values()) {
    if (line.kind !== "backend") {
      all.get(line.source).push(line.target);
      all.get(line.target).push(line.source);
    }
  }
  return all;
}

const byLabel = (one, other) => one.label.localeCompare(other.label, "en", { numeric: true });

/** How far each thing is from the host: networks at even levels, what hangs from them at odd ones. */
function levels(model, near) {
  const level = new Map([["host", 0]]);
  const published = [...model.lines.values()].filter((line) => line.kind === "published");
  let front = [...new Set(published.map((line) => line.target))];
  front.forEach((id) => level.set(id, 1));
  const networks = [...model.things.values()].filter((thing) => thing.kind === "network").sort(byLabel);
  for (;;) {
    spread(model, near, level, front);
    const next = networks.find((network) => !level.has(network.id));
    if (!next) {
      break;
    }
    level.set(next.id, 2);
    front = [next.id];
  }
  for (const thing of model.things.values()) {
    if (!level.has(thing.id)) {
      level.set(thing.id, 1);
    }
  }
  return level;
}

function spread(model, near, level, begin) {
  let front = begin;
  while (front.length > 0) {
    const next = [];
    for (const id of front) {
      const service = model.things.get(id).kind === "service";
      for (const other of near.get(id)) {
        if (!level.has(other)) {
          const above = model.things.get(other).kind === "service" ? -1 : 1;
          level.set(other, Math.max(1, level.get(id) + (service ? 1 : above)));
          next.push(other);
        }
      }
    }
    front = next;
  }
}

/** Things that hang together without the host: each such part is drawn beside the others. */
function partsOf(model, near) {
  const seen = new Set(["host"]);
  const parts = [];
  for (const thing of model.things.values()) {
    if (!seen.has(thing.id)) {
      const part = [];
      const open = [thing];
      seen.add(thing.id);
      while (open.length > 0) {
        const next = open.pop();
        part.push(next);
        for (const id of near.get(next.id)) {
          if (!seen.has(id)) {
            seen.add(id);
            open.push(model.things.get(id));
          }
        }
      }
      parts.push(part);
    }
  }
  return parts;
}

/** Rows of each part, from the host on; the part that the host leads to comes first. */
function rowsOf(model) {
  const near = neighbours(model);
  const level = levels(model, near);
  const parts = partsOf(model, near).map((part) => {
    const rows = [];
    for (let at = 1; at <= Math.max(...part.map((thing) => level.get(thing.id))); at++) {
      const things = part.filter((thing) => level.get(thing.id) === at).sort(byLabel);
      const bars = things.filter((thing) => thing.kind === "network");
      const cards = things.filter((thing) => thing.kind !== "network");
      if (cards.length > 0) {
        rows.push({ kind: "cards", things: cards });
      }
      if (bars.length > 0) {
        rows.push({ kind: "bars", things: bars });
      }
    }
    return { rows, near, top: Math.min(...part.map((thing) => level.get(thing.id))), size: part.length };
  });
  return parts.sort((one, other) => one.top - other.top || other.size - one.size);
}

/** Parts beside each other, and below where the line is full. */
function placeParts(model, parts) {
  const places = new Map();
  let x = 0;
  let y = model.things.has("host") ? CARD.height + HOST_GAP : 0;
  let high = 0;
  for (const part of parts) {
    const own = placeRows(part.rows, part.near);
    const left = Math.min(...[...own.values()].map((place) => place.x - place.width / 2));
    const right = Math.max(...[...own.values()].map((place) => place.x + place.width / 2));
    const bottom = Math.max(...[...own.values()].map((place) => place.y + place.height / 2));
    if (x > 0 && x + right - left > WIDEST) {
      x = 0;
      y += high + GAP_Y;
      high = 0;
    }
    own.forEach((place, id) => places.set(id, { ...place, x: place.x - left + x, y: place.y + y }));
    x += right - left + GAP_X - CARD.width;
    high = Math.max(high, bottom);
  }
  if (model.things.has("host")) {
    places.set("host", { x: hostX(model, places), y: CARD.height / 2, width: CARD.width, height: CARD.height });
  }
  return places;
}

/** Above what it leads to. */
function hostX(model, places) {
  const targets = [...model.lines.values()].filter((line) => line.kind === "published").map((line) => places.get(line.target).x);
  const all = targets.length > 0 ? targets : [...places.values()].map((place) => place.x);
  return all.length === 0 ? 0 : (Math.min(...all) + Math.max(...all)) / 2;
}

function placeRows(rows, near) {
  const places = new Map();
  // Two passes: the second knows where everything below stands.
  order(rows, near, places);
  order(rows, near, places);
  const above = new Set();
  let y = 0;
  for (const row of rows) {
    if (row.kind === "cards") {
      row.things.forEach((thing) => Object.assign(places.get(thing.id), { y: y + CARD.height / 2 }));
      row.things.forEach((thing) => above.add(thing.id));
      y += CARD.height + GAP_Y;
    } else {
      // What has something above it stands nearest to that.
      const hangs = (bar) => near.get(bar.id).filter((id) => above.has(id)).length;
      row.things.sort((one, other) => hangs(other) - hangs(one) || byLabel(one, other));
      y = placeBars(row.things, near, places, y);
    }
  }
  return places;
}

function order(rows, near, places) {
  for (const row of rows.filter((each) => each.kind === "cards")) {
    const middle = new Map(row.things.map((thing) => [thing.id, barycentre(thing.id, near, places)]));
    row.things.sort((one, other) => middle.get(one.id) - middle.get(other.id) || byLabel(one, other));
    row.things.forEach((thing, index) => {
      const x = (index - (row.things.length - 1) / 2) * GAP_X;
      places.set(thing.id, { x, y: 0, width: CARD.width, height: CARD.height });
    });
    for (const bars of rows.filter((each) => each.kind === "bars")) {
      bars.things.forEach((bar) => places.set(bar.id, { ...spanOf(bar, near, places), y: 0, height: BAR_HEIGHT }));
    }
  }
}

function barycentre(id, near, places) {
  const known = near.get(id).map((other) => places.get(other)?.x).filter((x) => x !== undefined);
  return known.length === 0 ? 0 : known.reduce((sum, x) => sum + x, 0) / known.length;
}

function spanOf(bar, near, places) {
  const known = near.get(bar.id).map((id) => places.get(id)?.x).filter((x) => x !== undefined);
  if (known.length === 0) {
    return { x: 0, width: SHORTEST_BAR };
  }
  const left = Math.min(...known) - CARD.width / 2 - 14;
  const right = Math.max(...known) + CARD.width / 2 + 14;
  return { x: (left + right) / 2, width: Math.max(right - left, SHORTEST_BAR) };
}

/** Bars that would overlap stand below each other. */
function placeBars(bars, near, places, y) {
  const lanes = [];
  for (const bar of bars) {
    const span = spanOf(bar, near, places);
    const left = span.x - span.width / 2;
    let lane = lanes.findIndex((right) => right + 24 < left);
    if (lane < 0) {
      lane = lanes.push(0) - 1;
    }
    lanes[lane] = left + span.width;
    places.set(bar.id, { ...span, height: BAR_HEIGHT, y: y + lane * (BAR_HEIGHT + 26) + BAR_HEIGHT / 2 });
  }
  return y + lanes.length * (BAR_HEIGHT + 26) - 26 + GAP_Y;
}

function placeClusters(model) {
  const groups = new Map();
  for (const thing of model.things.values()) {
    if (thing.kind === "network") {
      groups.set(thing.id, []);
    }
  }
  const several = [];
  const near = neighbours(model);
  for (const thing of model.things.values()) {
    if (thing.kind !== "network" && thing.kind !== "host") {
      const on = near.get(thing.id).filter((id) => groups.has(id));
      (on.length === 1 ? groups.get(on[0]) : several).push({ thing, on });
    }
  }
  const places = new Map();
  packed(groups, places);
  several.forEach(({ thing, on }, index) => between(thing, on, index, places));
  if (model.things.has("host")) {
    const top = Math.min(0, ...[...places.values()].map((place) => place.y));
    places.set("host", { x: 0, y: top - 120, width: CARD.width, height: CARD.height });
  }
  return places;
}

/** Clusters beside each other in rows that are about as wide as all together are high. */
function packed(groups, places) {
  const clusters = [...groups.entries()]
    .map(([id, members]) => ({ id, members, radius: 50 + 21 * Math.sqrt(members.length + SEEDS) }))
    .sort((one, other) => other.members.length - one.members.length);
  // Rows of clusters, each in the middle.
  const area = clusters.reduce((sum, cluster) => sum + (2 * cluster.radius) ** 2, 0);
  const widest = Math.max(Math.sqrt(area) * 1.35, ...clusters.map((cluster) => 2 * cluster.radius));
  const lines = [];
  for (const cluster of clusters) {
    const last = lines.at(-1);
    if (last && last.width + 2 * cluster.radius <= widest) {
      last.clusters.push(cluster);
      last.width += 2 * cluster.radius;
    } else {
      lines.push({ clusters: [cluster], width: 2 * cluster.radius });
    }
  }
  let y = 0;
  for (const line of lines) {
    const high = Math.max(...line.clusters.map((cluster) => cluster.radius));
    let x = -line.width / 2;
    for (const { id, members, radius } of line.clusters) {
      const centre = { x: x + radius, y: y + high };
      places.set(id, { ...centre, width: 190, height: 62 });
      members.forEach(({ thing }, index) => places.set(thing.id, around(centre, index)));
      x += 2 * radius;
    }
    y += 2 * high;
  }
}

/** As seeds stand in a sunflower, which leaves room for one more at any number. */
function around(centre, index) {
  const radius = 21 * Math.sqrt(index + SEEDS);
  const angle = index * GOLDEN;
  return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle), width: 22, height: 22 };
}

function between(thing, on, index, places) {
  const centres = on.map((id) => places.get(id));
  const middle = centres.length === 0 ? { x: 0, y: -60 } : {
    x: centres.reduce((sum, centre) => sum + centre.x, 0) / centres.length,
    y: centres.reduce((sum, centre) => sum + centre.y, 0) / centres.length,
  };
  const spot = around(middle, index);
  places.set(thing.id, centres.length === 0 ? { ...spot, x: index * 40 } : spot);
}
