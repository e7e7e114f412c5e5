// Whether one reaches another: asked of the daemon, which looks at the rules and sends nothing.
import { byId, element, say } from "/page/dom.mjs";
import * as api from "/page/api.mjs";

const SIGNS = { reached: "✓", "not reached": "✕", "cannot tell": "?" };
const CLASSES = { reached: "well", "not reached": "unwell", "cannot tell": "partly" };

/** The form, and what came of it. */
export class Explain {
  #names = new Map();
  #offered = false;
  #from;
  #to;
  #port;
  #protocol;
  #family;
  #result = element("div", { class: "result", role: "region", "aria-label": "Answer", tabindex: -1 });
  #list = element("datalist", { id: "origins" });

  constructor() {
    this.#from = element("input", { id: "explain-from", list: "origins", required: true, autocomplete: "off", spellcheck: "false", placeholder: "a container, host, remote:192.0.2.1" });
    this.#to = element("input", { id: "explain-to", list: "origins", required: true, autocomplete: "off", spellcheck: "false", placeholder: "a container, host, an address" });
    this.#port = element("input", { id: "explain-port", inputmode: "numeric", required: true, pattern: "[0-9]{1,5}", title: "1 to 65535", autocomplete: "off", value: "80" });
    this.#protocol = choice("explain-protocol", ["tcp", "udp", "sctp"]);
    this.#family = choice("explain-family", ["ipv4", "ipv6"]);
    [this.#from, this.#to].forEach((input) => input.addEventListener("focus", () => this.#offer()));
    const swap = element("button", { type: "button", class: "quiet", "aria-label": "The other way round", onclick: () => this.#swap() }, "⇅");
    byId("explain").replaceChildren(
      element("h2", {}, "Who reaches whom"),
      element(
        "form",
        { class: "ask", novalidate: true, onsubmit: (event) => this.#submitted(event) },
        field("From", this.#from),
        field("To", this.#to),
        element("div", { class: "row" }, field("Port", this.#port), field("Protocol", this.#protocol), field("Family", this.#family), swap),
        element("button", { class: "main", type: "submit" }, "Explain"),
      ),
      this.#list,
      this.#result,
    );
  }

  /** Offers what there is now. */
  show(model) {
    this.#names.clear();
    for (const thing of model.things.values()) {
      if (thing.kind === "container") {
        this.#names.set(thing.label, thing.resource.id);
      }
    }
    this.#offered = false;
  }

  /** Hundreds of names take a while: they are written down when somebody is about to choose. */
  #offer() {
    if (!this.#offered) {
      this.#offered = true;
      this.#list.replaceChildren(...["host", ...this.#names.keys()].map((name) => element("option", { value: name })));
    }
  }

  /** Fills in who asks. */
  from(thing) {
    this.#from.value = nameOf(thing);
    this.#to.focus();
  }

  /** Fills in who is asked, and a port that he has. */
  to(thing) {
    this.#to.value = nameOf(thing);
    this.#port.value = portOf(thing) ?? this.#port.value;
    (this.#from.value ? this.#port : this.#from).focus();
  }

  /** Asks for the way from the host, whose rules stand on it. */
  rules(thing) {
    this.#from.value = "host";
    this.#to.value = nameOf(thing);
    this.#port.value = portOf(thing) ?? "80";
    this.#ask();
  }

  #swap() {
    [this.#from.value, this.#to.value] = [this.#to.value, this.#from.value];
  }

  #submitted(event) {
    event.preventDefault();
    const missing = [this.#from, this.#to, this.#port].find((input) => !input.checkValidity());
    if (missing) {
      missing.reportValidity();
      missing.focus();
    } else {
      this.#ask();
    }
  }

  #origin(text) {
    const name = text.trim();
    return this.#names.has(name) ? `container:${this.#names.get(name)}` : name;
  }

  async #ask() {
    this.#result.replaceChildren(element("p", { class: "hint" }, "Looking at the rules…"));
    try {
      const found = await api.explain({
        from: this.#origin(this.#from.value),
        to: this.#origin(this.#to.value),
        port: `${this.#port.value.trim()}/${this.#protocol.value}`,
        family: this.#family.value,
      });
      this.#result.replaceChildren(...answer(found).filter((part) => part !== null));
      say(`${found.answer}: ${reason(found)}`);
    } catch (failure) {
      this.#result.replaceChildren(element("p", { class: "why", role: "alert" }, failure.message));
    }
  }
}

function nameOf(thing) {
  if (thing.kind === "host") {
    return "host";
  }
  return thing.kind === "service" ? thing.resource.addresses[0] : thing.kind === "endpoint" ? thing.sub : thing.label;
}

function portOf(thing) {
  const endpoint = thing.endpoints?.find((each) => each.bindings.length > 0 || each.exposed.length > 0);
  return endpoint?.bindings[0]?.containerPort ?? endpoint?.exposed[0]?.split("/")[0] ?? thing.resource?.ports?.[0]?.port;
}

function answer(found) {
  return [
    element(
      "div",
      { class: `verdict ${CLASSES[found.answer]}` },
      element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[found.answer]),
      element("div", {}, element("h3", {}, found.answer), element("p", {}, reason(found))),
    ),
    found.rule ? element("section", { class: "part" }, element("h3", {}, found.answer === "cannot tell" ? "It depends on" : "What decides"), rule(found.rule)) : null,
    found.toType.length > 0 ? element("section", { class: "part" }, element("h3", {}, "What to do"), ...found.toType.map(typed)) : null,
    found.publication.length > 0 ? element("section", { class: "part" }, element("h3", {}, "Of the port"), texts(found.publication)) : null,
    found.missing.length > 0 ? element("section", { class: "part" }, element("h3", {}, "Missing rules"), texts(found.missing)) : null,
    element("section", { class: "part" }, element("h3", {}, "The way"), element("ol", { class: "way" }, ...found.path.map(step))),
  ];
}

/** The sentence without the verdict that stands above it. */
function reason(found) {
  return found.text.startsWith(`${found.answer}: `) ? found.text.slice(found.answer.length + 2) : found.text;
}

function step(one) {
  return element("li", { class: one.back ? "back" : "" }, element("span", { class: "place" }, one.place, one.back ? " (on the way back)" : ""), element("span", {}, one.what), one.rule ? rule(one.rule) : null);
}

function rule(one) {
  return element(
    "div",
    { class: "rule" },
    element("span", {}, `${one.family} ${one.table} ${one.chain}${one.handle ? `, handle ${one.handle}` : ""}`),
    element("code", {}, one.text),
  );
}

function typed(command) {
  const copy = element("button", { type: "button", class: "quiet", "aria-label": `Copy ${command}` }, "Copy");
  copy.addEventListener("click", () =>
    navigator.clipboard.writeText(command).then(
      () => say("copied"),
      () => say("this browser does not let the page copy"),
    ),
  );
  return element("div", { class: "typed" }, element("code", {}, command), copy);
}

const texts = (all) => element("ul", {}, ...all.map((text) => element("li", {}, text)));

const field = (label, input) => element("div", { class: "field" }, element("label", { for: input.id }, label), input);

function choice(id, values) {
  return element("select", { id }, ...values.map((value) => element("option", { value }, value === "ipv4" ? "IPv4" : value === "ipv6" ? "IPv6" : value.toUpperCase())));
}
