// All about one thing.
import { byId, element, setText } from "/page/dom.mjs";
import { bare, bindingTexts } from "/page/model.mjs";
import { bytesText, rateText } from "/page/rates.mjs";

const KINDS = { host: "Host", network: "Network", container: "Container", service: "Service", endpoint: "Endpoint, not joined" };

/** The panel about what was chosen. */
export class Details {
  #root = byId("details");
  #ask;
  #rates = [];
  #shown = "";

  /** @param ask has `from(thing)`, `to(thing)`, `choose(id)`, `rules(thing)` */
  constructor(ask) {
    this.#ask = ask;
    this.show(null, "");
  }

  show(model, id) {
    const thing = model?.things.get(id);
    const focused = this.#root.contains(document.activeElement) && this.#shown === id ? document.activeElement.textContent : null;
    this.#shown = id;
    this.#rates = [];
    if (!thing) {
      this.#root.replaceChildren(
        element("div", { class: "hint" }, element("h2", {}, "Nothing chosen"), element("p", {}, "Click something, or go to the map with Tab and walk it with the arrow keys. Press / to search.")),
      );
      return;
    }
    this.#root.replaceChildren(...this.#about(model, thing).filter((part) => part !== null));
    if (focused !== null) {
      [...this.#root.querySelectorAll("button")].find((button) => button.textContent === focused)?.focus();
    }
  }

  #about(model, thing) {
    const head = element(
      "header",
      { class: "about" },
      element("p", { class: "kind" }, KINDS[thing.kind]),
      element("h2", {}, thing.label),
      thing.health ? element("p", { class: `badge ${thing.health}` }, { well: "well", partly: "partly well", unwell: "not well" }[thing.health]) : null,
    );
    const parts = { network: this.#network, container: this.#container, endpoint: this.#container, service: this.#service, host: this.#host };
    return [head, this.#actions(thing), ...parts[thing.kind].call(this, model, thing)];
  }

  #actions(thing) {
    if (thing.kind === "network") {
      return null;
    }
    const button = (text, work) => element("button", { type: "button", onclick: () => work(thing) }, text);
    return element("div", { class: "actions" }, button("Explain from here", this.#ask.from), button("Explain to here", this.#ask.to), thing.kind === "container" ? button("Show its rules", this.#ask.rules) : null);
  }

  #container(model, thing) {
    const { hostname, key } = thing.resource;
    return [
      hostname ? list([["Host name", hostname]]) : null,
      ...thing.endpoints.map((endpoint) => this.#endpoint(endpoint)),
      labels(thing.resource.labels),
      key ? element("section", { class: "part" }, element("h3", {}, "Namespace"), element("code", { class: "path" }, key)) : null,
    ];
  }

  #endpoint(endpoint) {
    const rate = element("dd", { class: "rate" }, "…");
    const passed = element("dd", { class: "rate" }, "…");
    this.#rates.push({ endpoint: endpoint.id, rate, passed });
    const limits = [limit("out", endpoint.bandwidth.egress), limit("in", endpoint.bandwidth.ingress)].filter((text) => text);
    const facts = list([
      ["Addresses", endpoint.addresses.join("\n")],
      ["MAC address", endpoint.macAddress],
      ["Interface", endpoint.interfaceName],
      ["Way out", [endpoint.gateways.ipv4, endpoint.gateways.ipv6].filter(Boolean).join("\n") || "none by this network"],
      ["Published", bindingTexts(endpoint.bindings).join("\n")],
      ["May use them", [...new Set(endpoint.bindings.flatMap((binding) => binding.sources))].join("\n") || (endpoint.bindings.length > 0 ? "everybody" : "")],
      ["Exposed", endpoint.exposed.join(", ")],
      ["Limits", limits.join("\n")],
      ["Reserved", endpoint.reserved ? "kept while it is stopped" : ""],
    ]);
    facts.append(element("dt", {}, "Now"), rate, element("dt", {}, "Since it joined"), passed);
    return element("section", { class: "part" }, element("h3", {}, "On ", this.#link(`n:${endpoint.network.id}`, endpoint.network.name)), facts);
  }

  #network(model, thing) {
    const network = thing.resource;
    const members = [...model.lines.values()].filter((line) => line.target === thing.id);
    return [
      list([
        ["Driver", network.driver],
        ["Prefixes", network.pools.map((pool) => pool.prefix).join("\n")],
        ["Gateways", network.pools.map((pool) => bare(pool.gateway ?? "")).join("\n")],
        ["Way out", network.internal ? "none: the network is internal" : "by the host"],
        ["Names", network.named ? "answered" : "not answered"],
        ["Made", new Date(network.created).toLocaleString()],
      ]),
      this.#list(`${members.length} on it`, members.map((line) => [line.source, model.things.get(line.source).label])),
      labels(network.labels),
    ];
  }

  #service(model, thing) {
    const service = thing.resource;
    const check = service.check;
    const backends = service.backends.map((backend) => {
      const line = model.lines.get(`b:${thing.id}/${backend.endpoint.id}`);
      const name = line ? model.things.get(line.target).label : backend.endpoint.name;
      return element("li", {}, line ? this.#link(line.target, name) : name, element("span", { class: `badge ${backend.state === "active" ? "well" : backend.state === "draining" ? "partly" : "unwell"}` }, `${backend.state}, weight ${backend.weight}`));
    });
    return [
      list([
        ["Network", service.network.name],
        ["Addresses", service.addresses.join("\n")],
        ["Ports", service.ports.map((port) => `${port.port}/${port.protocol} → ${port.target}`).join("\n")],
        ["Shared out", { roundRobin: "one after the other", random: "at random", sourceHash: "by the client's address", sticky: "a client stays" }[service.balancing.kind] ?? service.balancing.kind],
        ["Published", bindingTexts(service.bindings).join("\n")],
        ["Health check", check ? `port ${check.port}${check.path ? ` at ${check.path}` : ""}` : "none"],
      ]),
      element("section", { class: "part" }, element("h3", {}, "Backends"), element("ul", { class: "links" }, ...backends)),
    ];
  }

  #host(model) {
    const ports = model.ports.flatMap(({ target, texts }) => texts.map((text) => [target, `${text}  ${model.things.get(target).label}`]));
    return [this.#list("Published ports", ports), element("p", { class: "hint" }, ports.length > 0 ? "" : "Nothing is published: nobody outside reaches a container.")];
  }

  #list(title, links) {
    return element("section", { class: "part" }, element("h3", {}, title), element("ul", { class: "links" }, ...links.map(([id, text]) => element("li", {}, this.#link(id, text)))));
  }

  #link(id, text) {
    return element("button", { type: "button", class: "link", onclick: () => this.#ask.choose(id) }, text);
  }

  flows(rates) {
    for (const { endpoint, rate, passed } of this.#rates) {
      const now = rates.of(endpoint);
      setText(rate, now ? `${rateText(now.received)} in\n${rateText(now.sent)} out` : "not counted");
      setText(passed, now ? `${bytesText(now.passed.receivedBytes)} in, ${bytesText(now.passed.sentBytes)} out${now.passed.drops > 0 ? `, ${now.passed.drops} packets dropped` : ""}` : "not counted");
    }
  }
}

function list(facts) {
  const made = element("dl", {});
  facts.filter(([, text]) => text).forEach(([name, text]) => made.append(element("dt", {}, name), element("dd", {}, text)));
  return made;
}

function labels(all) {
  const entries = Object.entries(all ?? {});
  return entries.length === 0 ? null : element("section", { class: "part" }, element("h3", {}, "Labels"), list(entries.map(([name, text]) => [name, text || " "])));
}

const limit = (way, one) => (one ? `${way}: ${one.rate}` : "");
