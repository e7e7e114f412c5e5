// How the map looks: colours from the style sheet, shapes by kind.

const GLYPHS = {
  container: '<path d="M12 3l8 4.5v9L12 21l-8-4.5v-9z"/><path d="M4 7.5l8 4.5 8-4.5M12 12v9"/>',
  service: '<circle cx="12" cy="5.5" r="2.5"/><circle cx="5.5" cy="18" r="2.5"/><circle cx="18.5" cy="18" r="2.5"/><path d="M11 8l-4.3 7.6M13 8l4.3 7.6"/>',
  host: '<rect x="3" y="4" width="18" height="7" rx="2"/><rect x="3" y="13" width="18" height="7" rx="2"/><path d="M7 7.5h.01M7 16.5h.01"/>',
  endpoint: '<circle cx="12" cy="12" r="4"/><path d="M12 2v6M12 16v6"/>',
};

/** A drawing of ours; no text of anybody's is in it. */
function glyph(kind, colour) {
  const drawn = GLYPHS[kind];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" ` +
    `stroke="${colour}" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round">${drawn}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

/** The colours of the theme that is shown. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour("text"),
    soft: colour("soft"),
    line: colour("line"),
    strong: colour("strong-line"),
    card: colour("card"),
    back: colour("back"),
    accent: colour("accent"),
    port: colour("port"),
    onPort: colour("on-port"),
    well: colour("well"),
    partly: colour("partly"),
    unwell: colour("unwell"),
    host: colour("host"),
    onHost: colour("on-host"),
    onHue: colour("on-hue"),
    hues: Array.from({ length: 8 }, (_, index) => colour(`hue-${index}`)),
    font: style.getPropertyValue("--font").trim(),
  };
}

/** Cytoscape's style sheet; a thing's own colour is in its data. */
export function mapStyle(cards) {
  const c = colours();
  const hue = "data(colour)";
  return [...things(c, cards, hue), ...lines(c, cards, hue), ...states(c, cards)];
}

function things(c, cards, hue) {
  const card = (kind) => ({
    shape: "round-rectangle",
    "corner-radius": 10,
    "background-color": c.card,
    "background-image": glyph(kind, c.soft),
    "background-width": 17,
    "background-height": 17,
    "background-position-x": 13,
    "background-position-y": "50%",
    "border-width": 1.25,
    "border-color": c.strong,
    "text-halign": "center",
    "text-valign": "center",
    "text-justification": "left",
    "text-margin-x": 11,
  });
  const dot = {
    shape: "ellipse",
    "background-color": hue,
    "text-valign": "bottom",
    "text-margin-y": 3,
    "border-width": 1.5,
    "border-color": c.back,
    "font-size": 9,
    "min-zoomed-font-size": 8,
  };
  const base = {
    width: "data(width)",
    height: "data(height)",
    label: cards ? "data(label)" : "",
    color: c.text,
    "font-family": c.font,
    "font-size": 12,
    "font-weight": 500,
    "line-height": 1.35,
    "text-wrap": "wrap",
    "text-max-width": cards ? 122 : 90,
    "text-overflow-wrap": "anywhere",
    "overlay-opacity": 0,
    "min-zoomed-font-size": 6,
  };
  return [
    { selector: "node", style: base },
    { selector: 'node[kind = "container"], node[kind = "endpoint"]', style: cards ? card("container") : dot },
    { selector: 'node[kind = "endpoint"]', style: { "border-style": "dashed", opacity: 0.75 } },
    {
      selector: 'node[kind = "service"]',
      style: cards ? { ...card("service"), "border-style": "double", "border-width": 4 } : { ...dot, shape: "diamond" },
    },
    {
      selector: 'node[kind = "host"]',
      style: {
        ...card("host"),
        "background-image": glyph("host", c.onHost),
        "background-color": c.host,
        label: "data(label)",
        "border-color": c.host,
        color: c.onHost,
      },
    },
    {
      selector: 'node[kind = "network"]',
      style: {
        shape: "round-rectangle",
        "background-color": hue,
        label: "data(label)",
        color: c.onHue,
        "font-weight": 600,
        "text-halign": "center",
        "text-valign": "center",
        "text-max-width": cards ? 600 : 176,
        "font-size": cards ? 12 : 24,
        "corner-radius": cards ? 17 : 31,
        "border-width": 0,
      },
    },
    ...["well", "partly", "unwell"].map((health) => ({
      selector: `node[health = "${health}"]`,
      style: { "border-color": c[health], "border-width": cards ? 2 : 2.5 },
    })),
  ];
}

function lines(c, cards, hue) {
  const base = {
    width: "data(width)",
    "line-color": c.line,
    "curve-style": cards ? "straight" : "haystack",
    "overlay-opacity": 0,
    color: c.text,
    "font-family": c.font,
    "font-size": 10.5,
    "min-zoomed-font-size": 7,
    "text-background-color": c.back,
    "text-background-opacity": 0.92,
    "text-background-padding": 3,
    "text-background-shape": "round-rectangle",
    "text-wrap": "wrap",
  };
  if (!cards) {
    return [
      { selector: "edge", style: { ...base, "haystack-radius": 0, opacity: 0.55 } },
      { selector: 'edge[kind = "link"]', style: { "line-color": hue } },
      { selector: 'edge[kind = "published"]', style: { "line-color": c.port } },
    ];
  }
  return [
    { selector: "edge", style: base },
    {
      selector: 'edge[kind = "link"], edge[kind = "serves"]',
      style: { "line-color": hue, label: "data(label)", "target-endpoint": (line) => `${line.data("anchor")}px 0px` },
    },
    { selector: 'edge[kind = "serves"]', style: { "line-style": "dotted" } },
    {
      selector: 'edge[kind = "published"]',
      style: {
        "line-color": c.port,
        "target-arrow-color": c.port,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.9,
        "curve-style": "bezier",
        label: "data(label)",
        color: c.onPort,
        "text-background-color": c.port,
        "text-background-opacity": 1,
        "text-background-padding": 4,
        "font-weight": 600,
      },
    },
    {
      selector: 'edge[kind = "backend"]',
      style: {
        "line-style": "dashed",
        "line-dash-pattern": [2, 5],
        "line-color": c.soft,
        "target-arrow-color": c.soft,
        "target-arrow-shape": "vee",
        "arrow-scale": 0.8,
        "curve-style": "unbundled-bezier",
        "control-point-distances": [26],
        "control-point-weights": [0.5],
        "z-index": 0,
      },
    },
    { selector: 'edge[state = "unwell"], edge[state = "absent"]', style: { "line-color": c.unwell, "target-arrow-color": c.unwell } },
    { selector: "edge.flows", style: { "line-style": "dashed", "line-dash-pattern": [7, 4] } },
  ];
}

function states(c, cards) {
  return [
    // A dot's name takes longer to draw than the dot: it is drawn where somebody looks.
    ...(cards ? [] : [{ selector: "node.named, node.found, node.chosen, node.fresh", style: { label: "data(label)" } }]),
    { selector: ".away", style: { opacity: 0.13 } },
    { selector: "node.found", style: { "underlay-color": c.accent, "underlay-opacity": 0.18, "underlay-padding": 6 } },
    { selector: "node.chosen", style: { "underlay-color": c.accent, "underlay-opacity": 0.35, "underlay-padding": 5, "underlay-shape": "round-rectangle" } },
    { selector: "node.fresh", style: { "underlay-color": c.well, "underlay-opacity": 0.4, "underlay-padding": 7 } },
  ];
}
