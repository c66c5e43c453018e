// The one WebSocket of the page: who it belongs to, and how it comes back when it is lost.

import { addressOf } from './address.js';
import { protocols } from './token.js';

const firstDelayMs = 500;
const lastDelayMs = 30_000;
// A connection that lived this long was a good one: the next loss starts from the first delay.
const goodAfterMs = 5_000;

/** 1000 is a good-bye and 45xx mean "do not come back"; everything else does come back. */
export function shouldReconnect(code) {
  return code !== 1000 && !(code >= 4500 && code <= 4599);
}

/** Full jitter: anywhere up to the bound, so that a crowd that was cut at once comes back spread. */
export function reconnectDelayMs(attempt, random = Math.random) {
  return random() * Math.min(lastDelayMs, firstDelayMs * 2 ** attempt);
}

export function socketUrl(name) {
  const url = addressOf(`ws/${encodeURIComponent(name)}`);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * Holds /ws/<name> open. Tells its owner by two functions: `onFrame(text)` for each text frame,
 * `onState(state, detail)` with one of
 *   connecting {name} · open {name} · waiting {name, delayMs, wasOpen} · stopped {name, code, reason}
 */
export class Connection {
  #socket = null;
  #timer = 0;
  #attempt = 0;
  #openedAt = 0;
  #name = null;
  #onFrame;
  #onState;

  constructor(onFrame, onState) {
    this.#onFrame = onFrame;
    this.#onState = onState;
  }

  get name() { return this.#name; }

  /** Leaves the old name, if any, and connects as this one. Nothing if it is the name already. */
  switchTo(name) {
    if (name === this.#name)
      return;
    this.#name = name;
    this.#attempt = 0;
    this.#connect();
  }

  /** Connects at once where it waits, and also where it has stopped: somebody asked for it. */
  retryNow() {
    if (this.#name !== null && this.#socket === null)
      this.#connect();
  }

  /** Tries no longer until somebody asks for it: this is why. */
  giveUp(reason) {
    this.#leave();
    this.#onState('stopped', { name: this.#name, code: 4501, reason });
  }

  /** Connects at once where it waits: the network is back or the page is looked at again. */
  hurry() {
    if (this.#timer !== 0)
      this.retryNow();
  }

  #connect() {
    this.#leave();
    const socket = new WebSocket(socketUrl(this.#name), protocols());
    this.#socket = socket;
    this.#openedAt = 0;
    this.#onState('connecting', { name: this.#name });
    socket.onopen = () => {
      this.#openedAt = performance.now();
      this.#onState('open', { name: this.#name });
    };
    socket.onmessage = (event) => {
      if (typeof event.data === 'string')
        this.#onFrame(event.data);
    };
    // No onerror: a close always follows and says more.
    socket.onclose = (event) => this.#closed(event);
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const old = this.#socket;
    this.#socket = null;
    if (old === null)
      return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close(1000);
  }

  #closed(event) {
    const name = this.#name;
    const wasOpen = this.#openedAt > 0;
    this.#socket = null;
    if (!shouldReconnect(event.code)) {
      this.#onState('stopped', { name, code: event.code, reason: event.reason });
      return;
    }
    if (wasOpen && performance.now() - this.#openedAt > goodAfterMs)
      this.#attempt = 0;
    const delayMs = reconnectDelayMs(this.#attempt++);
    this.#timer = setTimeout(() => this.#connect(), delayMs);
    this.#onState('waiting', { name, delayMs, wasOpen });
  }
}
