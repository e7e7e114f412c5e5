// What happened, the last on top.
import { byId, element } from "/page/dom.mjs";

const MOST = 200;

/** The list of events. */
export class Events {
  #list = element("ol", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": "Events" });
  #none = element("p", { class: "hint" }, "What happens from now on is listed here.");

  constructor() {
    byId("events").replaceChildren(element("h2", {}, "What happens"), this.#none, this.#list);
  }

  add(event) {
    this.#none.hidden = true;
    this.#list.prepend(
      element(
        "li",
        { "data-kind": event.kind },
        element("time", { datetime: event.time }, new Date(event.time).toLocaleTimeString([], { hour12: false })),
        element("span", { class: "what" }, event.kind.replaceAll("-", " ")),
        element("span", { class: "whose" }, words(event)),
      ),
    );
    while (this.#list.childElementCount > MOST) {
      this.#list.lastElementChild.remove();
    }
  }

  /** Something that is the page's own to tell. */
  note(text) {
    this.add({ kind: text, time: new Date().toISOString() });
  }
}

function words(event) {
  const parts = [];
  const name = (one) => one.name ?? one.id.slice(0, 12);
  if (event.sandbox) {
    parts.push(event.sandbox.container ?? event.sandbox.id.slice(0, 12));
  }
  if (event.service) {
    parts.push(`service ${event.service}`);
  }
  if (event.endpoint && (!event.sandbox || name(event.endpoint) !== event.sandbox.container)) {
    parts.push(name(event.endpoint));
  }
  if (event.network) {
    parts.push(`on ${name(event.network)}`);
  }
  if (event.healthy !== undefined) {
    parts.push(event.healthy ? "well again" : "not well");
  }
  if (event.difference) {
    parts.push(event.difference.text);
  }
  if (event.kind === "missed") {
    parts.push(event.restarted ? "the daemon was started anew" : "some were not kept");
  }
  return parts.join(" · ");
}
