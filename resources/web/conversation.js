// The lines of the conversation. Everything that came over the wire is set as textContent.

import { language, text } from './strings.js';

const linesMax = 500;
const nearEndPx = 40;

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const calendar = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });

function element(tag, className, content) {
  const made = document.createElement(tag);
  made.className = className;
  if (content !== undefined)
    made.textContent = content;
  return made;
}

function timeElement() {
  const now = new Date();
  const made = element('time', 'time', clock.format(now));
  made.dateTime = now.toISOString();
  made.title = calendar.format(now);
  return made;
}

/**
 * What a text frame says: {from, content, isText}. Content that is no string is kept as the JSON it
 * came as, cut out of the frame, because parsing would round integers beyond 2^53.
 * A frame that is no message is its own content.
 */
export function readFrame(frame) {
  try {
    const { from, content } = JSON.parse(frame);
    if (content === undefined)
      return { content: frame, isText: false };
    if (typeof content === 'string')
      return { from, content, isText: true };
    const cut = /^\{(?:"from":"(?:[^"\\]|\\.)*",)?"content":([^]*)\}$/.exec(frame);
    return { from, content: cut ? cut[1] : JSON.stringify(content), isText: false };
  } catch {
    return { content: frame, isText: false };
  }
}

export class Conversation {
  #list;
  #empty;
  #newest;
  #atEnd = true;
  #lastTop = 0;
  #frameAsked = false;

  /** `list` takes the lines, `empty` is shown while there are none, `newest` leads to the end. */
  constructor(list, empty, newest) {
    this.#list = list;
    this.#empty = empty;
    this.#newest = newest;
    list.classList.add('following');
    list.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#followSoon()).observe(list);
    newest.addEventListener('click', () => this.#toEnd());
  }

  addReceived(from, to, content, isText) {
    const line = this.#message('in', text('received'), from ?? text('anonymous'), to, content);
    line.classList.toggle('json', !isText);
    line.classList.toggle('nobody', from === undefined);
    this.#append(line);
  }

  /** A line for what is being sent; tell it what became of it by settle(). */
  addSent(from, to, content) {
    const line = this.#message('out', text('sent'), from, to, content);
    line.querySelector('.meta').append('· ', element('span', 'fate', text('pending')));
    line.dataset.fate = 'pending';
    this.#append(line);
    this.#toEnd();
    return line;
  }

  /** `fate`: delivered, failed or unknown. `putBack`, where given, is offered as a button. */
  settle(line, fate, putBack) {
    line.dataset.fate = fate;
    line.querySelector('.fate').textContent = text(fate);
    if (!putBack)
      return;
    const button = element('button', 'link', text('putBack'));
    button.type = 'button';
    button.addEventListener('click', () => {
      button.remove();
      putBack();
    });
    line.querySelector('.meta').append(button);
  }

  /** `kind`: good, bad or plain. */
  addNotice(kind, words) {
    const line = element('div', `line notice ${kind}`);
    line.append(timeElement(), ' ', element('span', 'words', words));
    this.#append(line);
  }

  #message(direction, spoken, from, to, content) {
    const line = element('div', `line message ${direction}`);
    const meta = element('div', 'meta');
    meta.append(element('span', 'unseen', `${spoken}: `), element('bdi', 'from', from), ' → ',
      element('bdi', 'to', to), ' ', timeElement(), ' ');
    const body = element('div', 'content', content);
    body.dir = 'auto';
    line.append(meta, body);
    return line;
  }

  #append(line) {
    this.#empty.hidden = true;
    this.#list.append(line);
    while (this.#list.childElementCount > linesMax)
      this.#list.firstElementChild.remove();
    if (this.#atEnd)
      this.#followSoon();
    else
      this.#newest.hidden = false;
  }

  // Once for all the lines of one picture: scrolling at every line would lay the page out each time.
  #followSoon() {
    if (this.#frameAsked || !this.#atEnd)
      return;
    this.#frameAsked = true;
    requestAnimationFrame(() => {
      this.#frameAsked = false;
      if (!this.#atEnd)
        return;
      this.#list.scrollTop = this.#list.scrollHeight;
      this.#lastTop = this.#list.scrollTop;
    });
  }

  // Lines may have come since the last picture, so being far from the end means nothing by itself:
  // only who moved up wants to stay there.
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const leftPx = scrollHeight - scrollTop - clientHeight;
    if (scrollTop < this.#lastTop)
      this.#setAtEnd(leftPx < 2);
    else if (leftPx < nearEndPx)
      this.#setAtEnd(true);
    this.#lastTop = scrollTop;
  }

  #setAtEnd(atEnd) {
    this.#atEnd = atEnd;
    // At the end the browser must not hold the lines in place when the first ones go.
    this.#list.classList.toggle('following', atEnd);
    if (atEnd)
      this.#newest.hidden = true;
  }

  #toEnd() {
    this.#setAtEnd(true);
    this.#followSoon();
  }
}
