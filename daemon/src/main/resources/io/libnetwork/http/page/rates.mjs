// How fast it flows, out of what has passed.

const STEPS = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"];

/** As in `12.4 Mbit/s`. */
export function rateText(bits) {
  let step = 0;
  let value = bits;
  while (value >= 1000 && step < STEPS.length - 1) {
    value /= 1000;
    step++;
  }
  const digits = value >= 100 || step === 0 ? 0 : 1;
  return `${value.toFixed(digits)} ${STEPS[step]}`;
}

/** As in `1.4 MB`. */
export function bytesText(bytes) {
  const steps = ["B", "kB", "MB", "GB", "TB"];
  let step = 0;
  let value = bytes;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step++;
  }
  return `${value.toFixed(step === 0 || value >= 100 ? 0 : 1)} ${steps[step]}`;
}

/** Rates between two looks at the counters, in bits per second, by the id of what was counted. */
export class Rates {
  #epoch = "";
  #time = 0;
  #before = new Map();
  #now = new Map();

  /** Takes the counters as they are now. */
  take(traffic) {
    const elapsed = (traffic.time - this.#time) / 1000;
    const same = traffic.epoch === this.#epoch && elapsed > 0;
    const now = new Map();
    const before = new Map();
    for (const passed of [...traffic.networks, ...traffic.endpoints]) {
      const last = this.#before.get(passed.id);
      before.set(passed.id, passed);
      now.set(passed.id, {
        passed,
        received: same && last ? between(last.receivedBytes, passed.receivedBytes, elapsed) : 0,
        sent: same && last ? between(last.sentBytes, passed.sentBytes, elapsed) : 0,
      });
    }
    this.#epoch = traffic.epoch;
    this.#time = traffic.time;
    this.#before = before;
    this.#now = now;
  }

  /** What is known of one, `{received, sent, passed}` in bits per second, or undefined. */
  of(id) {
    return this.#now.get(id);
  }

  /** What all of some receive. */
  total(ids) {
    let sum = 0;
    for (const id of ids) {
      sum += this.#now.get(id)?.received ?? 0;
    }
    return sum;
  }
}

/** Counters begin anew when a sandbox joins anew. */
function between(last, now, seconds) {
  return now < last ? 0 : ((now - last) * 8) / seconds;
}
