// What is asked of the daemon: answers, and events as they come.

const KEY = "libnetwork.token";
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;

/** The daemon says something every 15 seconds. */
const SILENCE = 35000;

/** What the daemon refused. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Takes the token out of the address, where it would stay in the history, into this tab. */
export function takeToken() {
  const given = /^#token=([\w.~+/=-]+)$/.exec(location.hash);
  if (given) {
    sessionStorage.setItem(KEY, given[1]);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(KEY) ?? "";
}

/** Keeps a token that somebody pasted, alone or within the whole address. */
export function keepToken(text) {
  const within = /#token=([\w.~+/=-]+)/.exec(text);
  sessionStorage.setItem(KEY, within ? within[1] : text.trim());
}

function headers(more = {}) {
  const token = sessionStorage.getItem(KEY);
  return token ? { Authorization: `Bearer ${token}`, ...more } : more;
}

async function checked(response) {
  if (response.ok) {
    return response;
  }
  const said = await response.json().catch(() => ({}));
  throw new Refused(response.status, said.message ?? `the daemon answered ${response.status}`);
}

/** What is at a path. */
export async function get(path) {
  return (await checked(await fetch(path, { headers: headers(), cache: "no-store" }))).json();
}

/** Asks whether somebody reaches a port. */
export async function explain(question) {
  const response = await fetch("/v1/explain", {
    method: "POST",
    headers: headers({ "Content-Type": "application/json" }),
    body: JSON.stringify(question),
  });
  return (await checked(response)).json();
}

/**
 * Follows events for as long as the page is open, and comes back where it was after each loss.
 * EventSource cannot send the token, so the stream is read by hand.
 */
export class Following {
  #last;
  #told;
  #pause = FIRST_PAUSE;
  #timer = 0;
  #wake = null;

  /** @param told has `event(event)`, `live()`, `lost(milliseconds)`, `denied(refused)` */
  constructor(told) {
    this.#told = told;
    window.addEventListener("online", () => this.#wake?.());
  }

  /** @param since the event behind which to begin */
  async follow(since) {
    this.#last = since;
    for (;;) {
      try {
        await this.#once();
      } catch (failure) {
        if (failure instanceof Refused && (failure.status === 401 || failure.status === 403)) {
          this.#told.denied(failure);
          return;
        }
      }
      this.#told.lost(this.#pause);
      await this.#rest();
    }
  }

  #rest() {
    const pause = this.#pause * (0.8 + Math.random() * 0.4);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, pause);
    });
  }

  async #once() {
    const ended = new AbortController();
    const response = await checked(
      await fetch("/v1/events", {
        headers: headers({ "Last-Event-ID": this.#last, Accept: "text/event-stream" }),
        cache: "no-store",
        signal: ended.signal,
      }),
    );
    this.#pause = FIRST_PAUSE;
    this.#told.live();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    try {
      for (;;) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => ended.abort(), SILENCE);
        const { value, done } = await reader.read();
        if (done) {
          return;
        }
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        blocks.forEach((block) => this.#take(block));
      }
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #take(block) {
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("id: ")) {
        this.#last = line.slice(4);
      } else if (line.startsWith("data: ")) {
        data += line.slice(6);
      }
    }
    if (data) {
      this.#told.event(JSON.parse(data));
    }
  }
}
