// The page's beginning: asks, draws, follows.
import * as api from "/page/api.mjs";
import { byId, element, say, setText } from "/page/dom.mjs";
import { Details } from "/page/details.mjs";
import { Events } from "/page/events.mjs";
import { Explain } from "/page/explain.mjs";
import { Model } from "/page/model.mjs";
import { Rates, rateText } from "/page/rates.mjs";
import { Tables } from "/page/table.mjs";
import { NetworkMap } from "/page/map.mjs";

/** Between two looks at the counters. */
const SECOND = 1000;

/** After an event, before everything is asked for again: what happens together is asked for once. */
const GATHER = 60;

const TABS = ["details", "explain", "events"];

class Page {
  #model = null;
  #topology = null;
  #rates = new Rates();
  #chosen = "";
  #withUnused = false;
  #loading = null;
  #again = false;
  #live = false;
  #gather = 0;
  #shownTable = null;
  #map = new NetworkMap((id, entered) => this.#choose(id, entered));
  #tables = new Tables(byId("table-view"), (id, entered) => this.#choose(id, entered));
  #events = new Events();
  #explain = new Explain();
  #details = new Details({
    from: (thing) => (this.#tab("explain"), this.#explain.from(thing)),
    to: (thing) => (this.#tab("explain"), this.#explain.to(thing)),
    rules: (thing) => (this.#tab("explain", true), this.#explain.rules(thing)),
    choose: (id) => this.#choose(id, true),
  });

  async begin() {
    api.takeToken();
    this.#wire();
    const first = api.get("/v1/topology");
    try {
      await this.#take(await first);
    } catch (failure) {
      if (failure instanceof api.Refused && (failure.status === 401 || failure.status === 403)) {
        this.#denied(failure);
        return;
      }
      // Whoever comes while the daemon is started anew waits for it here.
      this.#state("lost", "No answer from the daemon, trying again");
      setTimeout(() => this.begin(), SECOND);
      return;
    }
    setInterval(() => this.#count(), SECOND);
    this.#count();
    new api.Following({
      event: (event) => this.#heard(event),
      live: () => this.#isLive(),
      lost: (pause) => this.#isLost(pause),
      denied: (refused) => this.#denied(refused),
    }).follow(this.#topology.resume);
  }

  // What comes from the daemon

  async #take(topology) {
    this.#topology = topology;
    this.#model = new Model(topology, this.#withUnused);
    byId("loading").hidden = true;
    const containers = this.#model.count("container") + this.#model.count("endpoint");
    byId("nothing").hidden = containers > 0 || this.#model.count("network") > 0;
    this.#map.show(this.#model);
    this.#showTable();
    this.#explain.show(this.#model);
    this.#details.show(this.#model, this.#chosen);
    this.#sums();
    this.#filter();
    this.#flows();
    if (performance.getEntriesByName("topology").length === 0) {
      requestAnimationFrame(() => performance.mark("topology"));
    }
  }

  async #load() {
    if (this.#loading) {
      this.#again = true;
      return;
    }
    this.#loading = api.get("/v1/topology");
    try {
      await this.#take(await this.#loading);
    } catch {
      // The stream of events tells of it, and of its end.
    } finally {
      this.#loading = null;
      if (this.#again) {
        this.#again = false;
        this.#load();
      }
    }
  }

  #heard(event) {
    this.#events.add(event);
    clearTimeout(this.#gather);
    this.#gather = setTimeout(() => this.#load(), GATHER);
  }

  async #count() {
    if (document.hidden || document.body.dataset.lost === "true") {
      return;
    }
    try {
      this.#rates.take(await api.get("/v1/traffic"));
      this.#flows();
      this.#sums();
    } catch {
      // As above.
    }
  }

  #flows() {
    this.#map.flows(this.#rates);
    this.#details.flows(this.#rates);
    if (!byId("table-view").hidden) {
      this.#tables.flows(this.#rates);
    }
  }

  #isLive() {
    if (document.body.dataset.lost === "true") {
      this.#events.note("connected again");
      say("Connected again");
      this.#load();
    }
    this.#live = true;
    delete document.body.dataset.lost;
    this.#state("live", "Live");
  }

  #isLost(pause) {
    if (this.#live) {
      this.#events.note("connection lost");
      say("Connection to the daemon lost. What is shown is what there was.");
    }
    this.#live = false;
    document.body.dataset.lost = "true";
    const seconds = Math.max(1, Math.round(pause / SECOND));
    this.#state("lost", `Lost, next try in ${seconds} s`);
  }

  #state(state, text) {
    byId("state").dataset.state = state;
    setText(byId("state-text"), text);
  }

  #denied(refused) {
    byId("loading").hidden = true;
    byId("nothing").hidden = true;
    byId("denied").hidden = false;
    byId("map-view").hidden = true;
    byId("table-view").hidden = true;
    byId("stage").scrollIntoView();
    this.#state("denied", "Not allowed");
    setText(byId("denied-why"), sessionStorage.getItem("libnetwork.token") ? `The daemon says: ${refused.message}` : "");
    byId("token").focus();
  }

  // What is shown

  #showTable() {
    if (!byId("table-view").hidden && this.#shownTable !== this.#model) {
      const focused = document.activeElement?.dataset?.thing;
      this.#tables.show(this.#model);
      this.#shownTable = this.#model;
      if (focused) {
        [...byId("table-view").querySelectorAll("button")].find((button) => button.dataset.thing === focused)?.focus();
      }
    }
  }

  #sums() {
    const model = this.#model;
    const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
    const texts = [
      plural(model.count("network"), "network"),
      plural(model.count("container"), "container"),
      plural(model.topology.services.length, "service"),
      plural(model.published, "published port"),
      `${rateText(this.#rates.total(model.endpoints.keys()))} flowing`,
    ];
    const list = byId("sums");
    if (list.childElementCount === 0) {
      list.append(...texts.map(() => element("li")), element("li", {}, element("button", { type: "button", class: "link", onclick: () => this.#toggleUnused() })));
    }
    texts.forEach((text, index) => setText(list.children[index], text));
    const toggle = list.lastElementChild.firstElementChild;
    list.lastElementChild.hidden = model.hidden === 0 && !this.#withUnused;
    setText(toggle, this.#withUnused ? "hide unused networks" : `show ${plural(model.hidden, "unused network")}`);
  }

  #toggleUnused() {
    this.#withUnused = !this.#withUnused;
    this.#take(this.#topology);
  }

  #filter() {
    const found = this.#model?.find(byId("query").value) ?? null;
    this.#map.filter(found);
    this.#tables.filter(found);
    setText(byId("found"), found ? `${found.size} of ${this.#model.things.size} found` : "");
    byId("search").dataset.found = found ? found.size : "";
  }

  #choose(id, entered) {
    this.#chosen = id;
    this.#map.choose(id);
    this.#details.show(this.#model, id);
    this.#details.flows(this.#rates);
    if (id) {
      this.#tab("details", entered && document.activeElement !== document.body && !byId("details").contains(document.activeElement));
    }
  }

  #tab(name, focused) {
    for (const each of TABS) {
      const tab = byId(`tab-${each}`);
      tab.setAttribute("aria-selected", String(each === name));
      tab.tabIndex = each === name ? 0 : -1;
      byId(each).hidden = each !== name;
    }
    if (focused) {
      byId(name).focus();
    }
  }

  #view(table) {
    byId("table-view").hidden = !table;
    byId("map-view").hidden = table;
    byId("view-table").setAttribute("aria-pressed", String(table));
    byId("view-map").setAttribute("aria-pressed", String(!table));
    if (this.#model) {
      this.#showTable();
      this.#filter();
      this.#flows();
    }
  }

  // What is done to it

  #wired = false;

  #wire() {
    if (this.#wired) {
      return;
    }
    this.#wired = true;
    byId("query").addEventListener("input", () => this.#filter());
    byId("search").addEventListener("submit", (event) => (event.preventDefault(), this.#firstFound()));
    byId("view-map").addEventListener("click", () => this.#view(false));
    byId("view-table").addEventListener("click", () => this.#view(true));
    byId("theme").addEventListener("click", () => this.#theme());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#map.restyle());
    byId("denied").addEventListener("submit", (event) => {
      event.preventDefault();
      api.keepToken(byId("token").value);
      location.reload();
    });
    window.addEventListener("hashchange", () => api.takeToken() && location.reload());
    new ResizeObserver(() => this.#map.fit()).observe(byId("map"));
    document.addEventListener("keydown", (event) => this.#key(event));
    for (const each of TABS) {
      byId(`tab-${each}`).addEventListener("click", () => this.#tab(each));
    }
    document.querySelector(".tabs").addEventListener("keydown", (event) => this.#tabKey(event));
  }

  #firstFound() {
    const found = this.#model?.find(byId("query").value);
    if (found?.size > 0) {
      this.#choose([...found][0], true);
    }
  }

  #theme() {
    const dark = getComputedStyle(document.documentElement).getPropertyValue("--dark").trim() === "1";
    const next = dark ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("theme", next);
    this.#map.restyle();
    say(`${next} colours`);
  }

  #key(event) {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      byId("query").focus();
    } else if (event.key === "Escape") {
      if (event.target === byId("query")) {
        byId("query").value = "";
        this.#filter();
      } else if (!typing) {
        this.#choose("", false);
      }
    }
  }

  #tabKey(event) {
    const at = TABS.findIndex((each) => event.target.id === `tab-${each}`);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (at >= 0 && to !== undefined) {
      const name = TABS[(to + TABS.length) % TABS.length];
      this.#tab(name);
      byId(`tab-${name}`).focus();
      event.preventDefault();
    }
  }

  /** For tests: where on the screen a thing is drawn, by its label. */
  placeOf(label) {
    const thing = [...(this.#model?.things.values() ?? [])].find((each) => each.label === label);
    return thing ? this.#map.placeOf(thing.id) : null;
  }

  /** For tests: labels of what the map has. */
  get drawn() {
    return [...(this.#model?.things.values() ?? [])].map((each) => each.label);
  }
}

const page = new Page();
window.libnetwork = page;
page.begin();
