// What there is, as things and the lines between them: what the map draws and the table lists.

const HUES = 8;

/** Whether a host's own network that nobody uses, which is always there. */
const unused = (network) => network.endpoints === 0 && network.services === 0;


/** `eth0` before `eth1`, and both before what has none. */
const byInterface = (endpoint) => endpoint.interfaceName ?? "~";

const bare = (address) => address.replace(/\/\d+$/, "");

/** As in `8080 → 80/tcp`. */
export function bindingText(binding) {
  const last = binding.count > 1 ? `-${binding.hostPort + binding.count - 1}` : "";
  const inside =
    binding.count > 1
      ? `${binding.containerPort}-${binding.containerPort + binding.count - 1}`
      : binding.containerPort;
  return `${binding.hostPort}${last} → ${inside}/${binding.protocol}`;
}

/** Ports in both families once. */
export function bindingTexts(bindings) {
  return [...new Set(bindings.map(bindingText))];
}

/** `well`, `partly` or `unwell`: how many of a service's backends take connections. */
export function healthOf(service) {
  const active = service.backends.filter((backend) => backend.state === "active").length;
  if (active === service.backends.length && active > 0) {
    return "well";
  }
  return active > 0 ? "partly" : "unwell";
}

/**
 * Things and lines of a topology.
 *
 * A thing has `id`, `kind` (host, network, container, service, endpoint), `label`, `sub`, `health`,
 * `hue`, `resource` and `text`, in which is searched. A line has `id`, `kind` (link, published,
 * backend, serves), `source`, `target`, `label` and, of a link, the `endpoint`.
 */
export class Model {
  things = new Map();
  lines = new Map();
  endpoints = new Map();
  hidden = 0;

  constructor(topology, withUnused) {
    this.topology = topology;
    const hues = new Map();
    topology.networks.sort((one, other) => one.created.localeCompare(other.created));
    const used = topology.networks.filter((network) => !unused(network));
    [...used, ...topology.networks.filter(unused)].forEach((network, index) => hues.set(network.id, index % HUES));
    topology.endpoints.sort((one, other) => byInterface(one).localeCompare(byInterface(other), "en", { numeric: true }));
    this.#networks(topology, withUnused, hues);
    for (const sandbox of topology.sandboxes) {
      this.#thing(`s:${sandbox.id}`, "container", sandbox.container, sandbox, {
        endpoints: [],
        text: [sandbox.hostname ?? "", ...Object.entries(sandbox.labels).flat()],
      });
    }
    topology.endpoints.forEach((endpoint) => this.#endpoint(endpoint));
    topology.services.forEach((service) => this.#service(service));
    this.#addHost();
    for (const thing of this.things.values()) {
      thing.text = [thing.label, thing.sub, thing.kind, ...thing.text].join(" ").toLowerCase();
    }
  }

  #networks(topology, withUnused, hues) {
    for (const network of topology.networks) {
      if (unused(network) && !withUnused) {
        this.hidden++;
        continue;
      }
      this.#thing(`n:${network.id}`, "network", network.name, network, {
        sub: network.pools.map((pool) => pool.prefix).join("  "),
        hue: hues.get(network.id),
        text: [network.driver, network.internal ? "internal" : "", ...Object.entries(network.labels).flat()],
      });
    }
  }

  #thing(id, kind, label, resource, more = {}) {
    const thing = { id, kind, label, sub: "", health: "", hue: 0, resource, text: [], ...more };
    this.things.set(id, thing);
    return thing;
  }

  #line(line) {
    if (this.things.has(line.source) && this.things.has(line.target)) {
      this.lines.set(line.id, { label: "", ...line });
    }
  }

  #endpoint(endpoint) {
    this.endpoints.set(endpoint.id, endpoint);
    const network = this.things.get(`n:${endpoint.network.id}`);
    const owner = endpoint.sandbox ? this.things.get(`s:${endpoint.sandbox.id}`) : null;
    const thing = owner ?? this.#thing(`e:${endpoint.id}`, "endpoint", endpoint.name, endpoint, { endpoints: [] });
    thing.endpoints.push(endpoint);
    thing.sub ||= bare(endpoint.addresses[0] ?? "");
    if (thing.endpoints.length === 1) {
      thing.hue = network?.hue ?? 0;
    }
    thing.text.push(
      endpoint.name,
      endpoint.network.name,
      endpoint.macAddress ?? "",
      ...endpoint.addresses,
      ...bindingTexts(endpoint.bindings),
      ...Object.entries(endpoint.labels).flat(),
    );
    network?.text.push(thing.label);
    this.#line({
      id: `l:${endpoint.id}`,
      kind: "link",
      source: thing.id,
      target: `n:${endpoint.network.id}`,
      endpoint: endpoint.id,
      hue: network?.hue ?? 0,
    });
    this.#publish(thing.id, endpoint.id, endpoint.bindings);
  }

  #publish(target, key, bindings) {
    const texts = bindingTexts(bindings);
    if (texts.length > 0) {
      this.#host ??= { bindings: 0 };
      this.#host.bindings += texts.length;
      this.#ports.push({ target, key, texts });
    }
  }

  #host = null;
  #ports = [];

  #addHost() {
    if (this.#host === null && this.things.size === 0) {
      return;
    }
    const count = this.#host?.bindings ?? 0;
    this.#thing("host", "host", "Host", {}, {
      sub: count === 1 ? "1 port published" : `${count} ports published`,
      text: this.#ports.flatMap((port) => port.texts),
    });
    for (const { target, key, texts } of this.#ports) {
      const label = texts.length > 2 ? `${texts[0]} and ${texts.length - 1} more` : texts.join("\n");
      this.#line({ id: `p:${key}`, kind: "published", source: "host", target, label, texts });
    }
  }

  #service(service) {
    const id = `v:${service.network.id}/${service.name}`;
    const health = healthOf(service);
    const active = service.backends.filter((backend) => backend.state === "active").length;
    this.#thing(id, "service", service.name, service, {
      sub: `${service.ports.map((port) => port.port).join(", ")} · ${active} of ${service.backends.length} up`,
      health,
      hue: this.things.get(`n:${service.network.id}`)?.hue ?? 0,
      text: [service.network.name, ...service.addresses, ...service.aliases],
    });
    this.#line({ id: `vn:${id}`, kind: "serves", source: id, target: `n:${service.network.id}` });
    for (const backend of service.backends) {
      const endpoint = this.endpoints.get(backend.endpoint.id);
      const owner = endpoint?.sandbox ? `s:${endpoint.sandbox.id}` : `e:${backend.endpoint.id}`;
      const thing = this.things.get(owner);
      if (thing) {
        thing.health = worse(thing.health, backend.state === "active" ? "well" : backend.state === "draining" ? "partly" : "unwell");
      }
      this.#line({ id: `b:${id}/${backend.endpoint.id}`, kind: "backend", source: id, target: owner, state: backend.state });
    }
    this.#publish(id, id, service.bindings);
  }

  /** Ids of what has all the words, or null where there are none. */
  find(query) {
    const words = query.toLowerCase().split(/\s+/).filter((word) => word.length > 0);
    if (words.length === 0) {
      return null;
    }
    const found = new Set();
    for (const thing of this.things.values()) {
      if (words.every((word) => thing.text.includes(word))) {
        found.add(thing.id);
      }
    }
    return found;
  }

  /** How many of a kind. */
  count(kind) {
    let count = 0;
    for (const thing of this.things.values()) {
      count += thing.kind === kind ? 1 : 0;
    }
    return count;
  }

  /** Ports of the host that lead somewhere. */
  get published() {
    return this.#ports.reduce((sum, port) => sum + port.texts.length, 0);
  }

  get ports() {
    return this.#ports;
  }
}

const RANK = ["", "well", "partly", "unwell"];

function worse(one, other) {
  return RANK.indexOf(one) > RANK.indexOf(other) ? one : other;
}

export { bare };
