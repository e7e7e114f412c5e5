// Everything the map draws, in words: tables of containers, networks, services and published ports.
import { element, setText } from "/page/dom.mjs";
import { bindingTexts, bare } from "/page/model.mjs";
import { rateText } from "/page/rates.mjs";

const HEALTH = { "": "", well: "well", partly: "partly well", unwell: "not well" };

/** Tables that follow the model; what has not changed is left alone. */
export class Tables {
  #root;
  #choose;
  #rows = new Map();
  #cells = [];

  constructor(root, choose) {
    this.#root = root;
    this.#choose = choose;
  }

  show(model) {
    this.#rows.clear();
    this.#cells = [];
    this.#root.replaceChildren(
      this.#table("Containers", ["Name", "Network", "Addresses", "MAC address", "Interface", "Ports of the host", "In", "Out", "Health"], containers(model)),
      this.#table("Networks", ["Name", "Driver", "Prefixes", "Gateway", "Endpoints", "Way out"], networks(model)),
      this.#table("Services", ["Name", "Network", "Addresses", "Ports", "Backends", "Health"], services(model)),
      this.#table("Published ports", ["Port of the host", "Leads to", "From"], ports(model)),
    );
  }

  #table(caption, heads, rows) {
    const body = element("tbody");
    rows.forEach((row) => body.append(this.#row(row)));
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
    const empty = element("tr", { class: "none" }, element("td", { colspan: heads.length }, "none"));
    return element(
      "div",
      { class: "sheet", tabindex: 0, role: "region", "aria-label": caption },
      element("table", {}, element("caption", {}, `${caption} (${rows.length})`), element("thead", {}, head), rows.length > 0 ? body : element("tbody", {}, empty)),
    );
  }

  #row({ thing, cells, endpoint }) {
    const name = element("button", { type: "button", class: "name", "data-thing": thing, onclick: () => this.#choose(thing, true) }, cells[0]);
    const row = element("tr", {}, element("th", { scope: "row" }, name));
    cells.slice(1).forEach((text, index) => {
      const cell = element("td", {}, text);
      row.append(cell);
      if (endpoint && (index === 5 || index === 6)) {
        cell.className = "rate";
        this.#cells.push({ cell, endpoint, sent: index === 6 });
      }
      if (text === HEALTH.unwell || text === HEALTH.partly) {
        cell.className = "unwell";
      }
    });
    this.#rows.set(row, thing);
    return row;
  }

  flows(rates) {
    for (const { cell, endpoint, sent } of this.#cells) {
      const rate = rates.of(endpoint);
      setText(cell, rate ? rateText(sent ? rate.sent : rate.received) : "");
    }
  }

  filter(found) {
    for (const [row, thing] of this.#rows) {
      row.hidden = found !== null && !found.has(thing);
    }
  }
}

function containers(model) {
  const rows = [];
  for (const thing of model.things.values()) {
    if (thing.kind === "container" || thing.kind === "endpoint") {
      for (const endpoint of thing.endpoints.length > 0 ? thing.endpoints : [null]) {
        rows.push({ thing: thing.id, endpoint: endpoint?.id, cells: endpoint ? endpointCells(thing, endpoint) : [thing.label, "", "", "", "", "", "", "", ""] });
      }
    }
  }
  return rows;
}

function endpointCells(thing, endpoint) {
  return [
    thing.label,
    endpoint.network.name,
    endpoint.addresses.map(bare).join(", "),
    endpoint.macAddress ?? "",
    endpoint.interfaceName ?? (thing.kind === "endpoint" ? "not joined" : ""),
    bindingTexts(endpoint.bindings).join(", "),
    "",
    "",
    HEALTH[thing.health],
  ];
}

function networks(model) {
  return model.topology.networks.map((network) => ({
    thing: `n:${network.id}`,
    cells: [
      network.name,
      network.driver,
      network.pools.map((pool) => pool.prefix).join(", "),
      network.pools.map((pool) => bare(pool.gateway ?? "")).join(", "),
      String(network.endpoints),
      network.internal ? "none: internal" : "by the host",
    ],
  }));
}

function services(model) {
  return model.topology.services.map((service) => {
    const id = `v:${service.network.id}/${service.name}`;
    return {
      thing: id,
      cells: [
        service.name,
        service.network.name,
        service.addresses.join(", "),
        service.ports.map((port) => `${port.port}/${port.protocol} → ${port.target}`).join(", "),
        service.backends.map((backend) => `${backend.endpoint.name} (${backend.state})`).join(", "),
        HEALTH[model.things.get(id).health],
      ],
    };
  });
}

function ports(model) {
  return model.ports.flatMap(({ target, texts }) => {
    const thing = model.things.get(target);
    const bindings = [...(thing.endpoints ?? []).flatMap((endpoint) => endpoint.bindings), ...(thing.resource.bindings ?? [])];
    const sources = [...new Set(bindings.flatMap((binding) => binding.sources))];
    return texts.map((text) => ({ thing: target, cells: [text, thing.label, sources.join(", ") || "everywhere"] }));
  });
}
