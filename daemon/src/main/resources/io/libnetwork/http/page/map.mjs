// The map: things and lines drawn by Cytoscape, walked by keyboard.
import cytoscape from "/page/cytoscape.esm.min.mjs";
import { layout } from "/page/layout.mjs";
import { colours, mapStyle } from "/page/mapstyle.mjs";
import { rateText } from "/page/rates.mjs";
import { byId, say } from "/page/dom.mjs";

const PADDING = 26;
const SMALLEST = 0.08;
const LARGEST_FIT = 1.15;

/** How near dots must be for their names to be read. */
const NAMES_FROM = 0.75;
const FRESH = 1600;
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Broader, the more passes, up to where it would hide something. */
const widthOf = (bits) => (bits < 1 ? 1.6 : Math.min(6, 1.8 + Math.log10(1 + bits / 1000) * 0.85));

export class NetworkMap {
  #graph = null;
  #cards = true;
  #model = null;
  #chosen = "";
  #offset = 0;
  #choose;
  #moved = false;
  #hues = [];
  #extent = null;
  #filtered = false;
  #named = false;

  /** @param choose is told the id of a thing, and whether by a click or Enter */
  constructor(choose) {
    this.#choose = choose;
    byId("map").addEventListener("keydown", (event) => this.#key(event));
    byId("map").addEventListener("focus", () => this.#focused());
    byId("zoom-in").addEventListener("click", () => this.zoom(1.3));
    byId("zoom-out").addEventListener("click", () => this.zoom(1 / 1.3));
    byId("zoom-all").addEventListener("click", () => this.fit());
    setInterval(() => this.#flow(), 60);
  }

  /** Draws what there is now: what was there stays, and what is new is shown to be. */
  show(model) {
    const first = this.#graph === null;
    const placed = layout(model);
    this.#hues = colours().hues;
    this.#extent = extentOf(placed.places);
    if (first || placed.cards !== this.#cards) {
      this.#begin(placed.cards);
    }
    const before = this.#graph.elements().length;
    this.#model = model;
    this.#graph.batch(() => this.#change(model, placed.places, before > 0));
    if (before === 0 || (!this.#moved && this.#graph.elements().length !== before)) {
      this.fit();
    }
    this.choose(this.#chosen);
  }

  #begin(cards) {
    this.#graph?.destroy();
    this.#cards = cards;
    this.#named = false;
    this.#graph = cytoscape({
      container: byId("map"),
      style: mapStyle(cards),
      minZoom: SMALLEST,
      maxZoom: 2.5,
      wheelSensitivity: 0.3,
      selectionType: "single",
      boxSelectionEnabled: false,
      textureOnViewport: !cards,
      hideEdgesOnViewport: !cards,
      pixelRatio: cards ? "auto" : 1,
    });
    // Cytoscape draws into canvases, which say nothing to who does not see them; the table does.
    this.#graph.on("tap", "node", (event) => this.#pick(event.target.id(), true));
    this.#graph.on("tap", (event) => event.target === this.#graph && this.#pick("", false));
    this.#graph.on("zoom", () => this.#name());
    this.#graph.on("drag scrollzoom dragpan pinchzoom", () => (this.#moved = true));
  }

  #change(model, places, told) {
    const graph = this.#graph;
    graph.elements().forEach((drawn) => {
      if (!model.things.has(drawn.id()) && !model.lines.has(drawn.id())) {
        drawn.remove();
      }
    });
    const fresh = [];
    for (const thing of model.things.values()) {
      const place = places.get(thing.id);
      const data = this.#data(thing, place);
      const drawn = graph.getElementById(thing.id);
      if (drawn.nonempty()) {
        drawn.data(data);
        drawn.position({ x: place.x, y: place.y });
      } else {
        fresh.push({ group: "nodes", data, position: { x: place.x, y: place.y }, classes: told ? "fresh" : "" });
      }
    }
    for (const line of model.lines.values()) {
      const data = this.#lineData(line, places);
      const drawn = graph.getElementById(line.id);
      if (drawn.nonempty()) {
        drawn.data("anchor", data.anchor);
        if (line.kind === "published") {
          drawn.data("label", line.label);
        }
        drawn.data("state", line.state ?? "");
      } else {
        fresh.push({ group: "edges", data });
      }
    }
    graph.add(fresh);
    if (told) {
      setTimeout(() => graph.destroyed() || graph.elements(".fresh").removeClass("fresh"), FRESH);
    }
  }

  #lineData(line, places) {
    return {
      ...line,
      width: 1.6,
      colour: this.#hues[line.hue ?? 0],
      anchor: anchor(line, places),
      label: line.kind === "published" ? line.label : "",
    };
  }

  /** Names of dots, as soon as they can be read. */
  #name() {
    const near = !this.#cards && this.#graph.zoom() > NAMES_FROM;
    if (near !== this.#named) {
      this.#named = near;
      this.#graph.batch(() => this.#graph.nodes().toggleClass("named", near));
    }
  }

  #data(thing, place) {
    const label =
      thing.kind === "network" && this.#cards && thing.sub
        ? `${thing.label}   ${thing.sub}`
        : this.#cards && thing.sub
          ? `${short(thing.label)}\n${short(thing.sub)}`
          : short(thing.label);
    const colour = this.#hues[thing.hue];
    return { id: thing.id, kind: thing.kind, colour, health: thing.health, label, width: place.width, height: place.height };
  }

  /** Shows how fast it flows. */
  flows(rates) {
    if (!this.#graph) {
      return;
    }
    this.#graph.batch(() => {
      for (const line of this.#model.lines.values()) {
        if (line.kind === "link") {
          const rate = rates.of(line.endpoint);
          const bits = rate ? rate.received + rate.sent : 0;
          const drawn = this.#graph.getElementById(line.id);
          change(drawn, "width", widthOf(bits));
          if (this.#cards) {
            drawn.toggleClass("flows", bits >= 1);
            change(drawn, "label", bits >= 100 ? rateText(bits) : "");
          }
        }
      }
    });
  }

  #flow() {
    if (this.#graph && this.#cards && !still.matches && !document.hidden && !byId("map-view").hidden) {
      const flowing = this.#graph.edges(".flows");
      if (flowing.nonempty()) {
        this.#offset = (this.#offset + 1) % 1100;
        flowing.style("line-dash-offset", -this.#offset);
      }
    }
  }

  /** Shows some and has the others fade; null for all. */
  filter(found) {
    if (!found && !this.#filtered) {
      return;
    }
    this.#filtered = found !== null;
    this.#graph?.batch(() => {
      this.#graph.elements().removeClass("away found");
      if (found) {
        this.#graph.nodes().forEach((node) => node.addClass(found.has(node.id()) ? "found" : "away"));
        this.#graph.edges().forEach((edge) => {
          if (!found.has(edge.data("source")) || !found.has(edge.data("target"))) {
            edge.addClass("away");
          }
        });
      }
    });
  }

  /** Marks a thing; none for an empty id. */
  choose(id) {
    this.#chosen = id;
    this.#graph?.nodes(".chosen").removeClass("chosen");
    if (id) {
      this.#graph?.getElementById(id).addClass("chosen");
    }
  }

  /** Takes the colours of the theme anew. */
  restyle() {
    if (this.#graph) {
      this.#hues = colours().hues;
      this.#graph.batch(() => {
        this.#model.things.forEach((thing) => this.#graph.getElementById(thing.id).data("colour", this.#hues[thing.hue]));
        this.#model.lines.forEach((line) => this.#graph.getElementById(line.id).data("colour", this.#hues[line.hue ?? 0]));
      });
      this.#graph.style(mapStyle(this.#cards));
    }
  }

  fit() {
    this.#moved = false;
    if (this.#graph && this.#extent) {
      // Cytoscape would measure every name for it.
      this.#graph.resize();
      const { x, y, width, height } = this.#extent;
      const wide = this.#graph.width();
      const high = this.#graph.height();
      const zoom = Math.max(SMALLEST, Math.min(LARGEST_FIT, (wide - 2 * PADDING) / width, (high - 2 * PADDING) / height));
      this.#graph.viewport({ zoom, pan: { x: wide / 2 - x * zoom, y: high / 2 - y * zoom } });
    }
  }

  zoom(by) {
    const graph = this.#graph;
    if (graph) {
      this.#moved = true;
      graph.zoom({ level: graph.zoom() * by, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
    }
  }

  #pick(id, entered) {
    this.choose(id);
    this.#choose(id, entered);
  }

  #focused() {
    if (!this.#chosen && this.#graph?.nodes().nonempty() && byId("map").matches(":focus-visible")) {
      this.#walkTo(this.#graph.getElementById("host").nonempty() ? "host" : this.#graph.nodes()[0].id());
    }
  }

  #key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#graph) {
      return;
    }
    if (step) {
      this.#step(step);
    } else if (event.key === "Enter" || event.key === " ") {
      this.#choose(this.#chosen, true);
    } else if (event.key === "+" || event.key === "-") {
      this.zoom(event.key === "+" ? 1.3 : 1 / 1.3);
    } else if (event.key === "0") {
      this.fit();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** To the nearest in a direction: what is aside counts for farther than it is. */
  #step([dx, dy]) {
    const from = this.#graph.getElementById(this.#chosen);
    if (from.empty()) {
      this.#focused();
      return;
    }
    const here = from.position();
    let best = null;
    let least = Infinity;
    this.#graph.nodes().forEach((node) => {
      const x = node.position().x - here.x;
      const y = node.position().y - here.y;
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      const far = along + 2 * aside;
      if (node.id() !== from.id() && along > 1 && far < least) {
        best = node;
        least = far;
      }
    });
    if (best) {
      this.#walkTo(best.id());
    }
  }

  #walkTo(id) {
    this.#pick(id, false);
    const node = this.#graph.getElementById(id);
    const box = node.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > this.#graph.width() || box.y2 > this.#graph.height()) {
      this.#graph.center(node);
    }
    say(describe(this.#model, this.#model.things.get(id)));
  }

  /** What is drawn of a thing, for tests: its place on the screen. */
  placeOf(id) {
    const node = this.#graph?.getElementById(id);
    const corner = byId("map").getBoundingClientRect();
    const at = node?.nonempty() ? node.renderedPosition() : null;
    return at ? { x: corner.x + at.x, y: corner.y + at.y } : null;
  }
}

/** A thing in words. */
export function describe(model, thing) {
  const near = [];
  for (const line of model.lines.values()) {
    if (line.source === thing.id || line.target === thing.id) {
      near.push(model.things.get(line.source === thing.id ? line.target : line.source).label);
    }
  }
  const health = thing.health ? `, ${thing.health}` : "";
  const beside = near.length > 0 ? `, joined to ${near.slice(0, 8).join(", ")}${near.length > 8 ? ` and ${near.length - 8} more` : ""}` : "";
  return `${thing.label}, ${thing.kind}${health}, ${thing.sub.replace(/\n/g, ", ")}${beside}`;
}

/** What is the same is not drawn again. */
function change(drawn, name, value) {
  if (drawn.data(name) !== value) {
    drawn.data(name, value);
  }
}

/** The middle and the size of all there is. */
function extentOf(places) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of places.values()) {
    left = Math.min(left, x - width / 2);
    right = Math.max(right, x + width / 2);
    top = Math.min(top, y - height / 2);
    bottom = Math.max(bottom, y + height / 2);
  }
  return places.size === 0 ? null : { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/** Where a line meets a bar: straight below or above what hangs from it. */
function anchor(line, places) {
  const from = places.get(line.source);
  const to = places.get(line.target);
  const half = Math.max(0, to.width / 2 - 16);
  return Math.round(Math.max(-half, Math.min(half, from.x - to.x)));
}

const short = (text) => (text.length > 26 ? `${text.slice(0, 25)}…` : text);
