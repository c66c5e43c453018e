// The two drop-downs: the server's names, names typed in, and what was chosen in this tab before.

import { addressOf } from './address.js';
import { store, stored } from './storage.js';
import { text } from './strings.js';
import { authorization } from './token.js';

const nameBytesMax = 255;
// Control, format (bidi overrides, zero width), lone surrogates, line and paragraph separators, and
// what else nobody sees.
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}\u{1d159}]/u;
// But for what joined emoji, those drawn as text by themselves, keycaps, and some scripts need; of
// scripts the server knows more.
const wanted = [
  /\p{ExtPict}[\p{EMod}\ufe0f]?\u200d(?=\p{ExtPict})/gu,
  /(?!\p{EPres}|[0-9#*])\p{Emoji}\ufe0f/gu,
  /[0-9#*]\ufe0f(?=\u20e3)/gu,
  /\p{M}\u200d/gu,
  /[\p{M}\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Adlm}]\u200c(?=[\p{L}\p{M}])/gu,
];
const requestTimeMaxMs = 3_000;

/** Why this cannot be a name, as a sentence; null if it can. */
export function nameError(name) {
  if (name === '')
    return text('nameEmpty');
  if (forbidden.test(wanted.reduce((rest, sequence) => rest.replace(sequence, ''), name)))
    return text('nameBad');
  if (new TextEncoder().encode(name).length > nameBytesMax)
    return text('nameLong');
  // Browsers take these out of an address even when they are escaped.
  if (name === '.' || name === '..')
    return text('nameDots');
  return null;
}

/** The names that the server offers; null if it does not say. */
export async function fetchNames() {
  try {
    const response = await fetch(addressOf('rest/names'),
      { headers: authorization(), signal: AbortSignal.timeout(requestTimeMaxMs) });
    const names = response.ok ? await response.json() : null;
    const usable = Array.isArray(names)
      ? names.filter((name) => typeof name === 'string' && nameError(name) === null) : [];
    return usable.length > 0 ? [...new Set(usable)] : null;
  } catch {
    return null;
  }
}

export class NameChoice {
  #selects;
  #dialog;
  #input;
  #error;
  #asking = null;
  #chosen = new Map();
  #onChange;

  /** Both selects stay ordinary ones: scripts set their `value`. `onChange` after every choice. */
  constructor(sender, receiver, dialog, onChange) {
    this.#selects = [sender, receiver];
    this.#dialog = dialog;
    this.#input = dialog.querySelector('input');
    this.#error = dialog.querySelector('[role=alert]');
    this.#onChange = onChange;
    for (const select of this.#selects) {
      this.#addOther(select);
      this.#chosen.set(select, select.value);
      select.addEventListener('change', () => this.#picked(select));
    }
    this.#wireDialog();
  }

  /** Offers these in place of the ones in the document, and takes up what this tab had before. */
  offer(names) {
    for (const [index, select] of this.#selects.entries()) {
      // A script may have chosen already; its choice counts.
      const touched = select.value !== this.#chosen.get(select);
      const wanted = touched ? select.value : stored(select.id);
      if (names !== null) {
        select.replaceChildren();
        for (const name of names)
          select.add(new Option(name, name));
        this.#addOther(select);
        select.value = names[Math.min(index, names.length - 1)];
      }
      if (wanted && nameError(wanted) === null)
        this.#choose(select, wanted);
      this.#chosen.set(select, select.value);
    }
  }

  /** Makes this the sender, whatever was chosen before, and another one the receiver. */
  become(name) {
    const [sender, receiver] = this.#selects;
    this.#choose(sender, name);
    const others = [...receiver.options].filter((option) => option.value !== name && option.value !== '');
    if (receiver.value === name && others.length > 0)
      receiver.value = others[0].value;
    this.#changed();
  }

  swap() {
    const [sender, receiver] = this.#selects;
    const names = [receiver.value, sender.value];
    if (names.includes(''))
      return;
    this.#choose(sender, names[0]);
    this.#choose(receiver, names[1]);
    this.#changed();
  }

  /** Keeps what stands in the selects for a reload of this tab. */
  #changed() {
    for (const select of this.#selects) {
      this.#chosen.set(select, select.value);
      store(select.id, select.value);
    }
    this.#onChange();
  }

  #choose(select, name) {
    const known = [...select.options].some((option) => option.value === name);
    if (!known)
      select.add(new Option(name, name), select.options.length - 1);
    select.value = name;
  }

  // Its value is empty, which no name is.
  #addOther(select) {
    const other = new Option(text('other'), '');
    other.dataset.other = '';
    select.add(other);
  }

  #picked(select) {
    if (select.selectedOptions[0]?.dataset.other === undefined) {
      this.#changed();
      return;
    }
    // Until there is a name the old choice stands, also for those who read `value`.
    select.value = this.#chosen.get(select);
    this.#asking = select;
    this.#input.value = '';
    this.#error.textContent = '';
    this.#dialog.showModal();
    this.#input.focus();
  }

  #wireDialog() {
    const [cancel, use] = this.#dialog.querySelectorAll('button');
    cancel.addEventListener('click', () => this.#dialog.close());
    use.addEventListener('click', () => this.#take());
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing)
        return;
      event.preventDefault();
      this.#take();
    });
  }

  #take() {
    const name = this.#input.value.trim().normalize('NFC');
    const error = nameError(name);
    this.#error.textContent = error ?? '';
    if (error !== null) {
      this.#input.focus();
      return;
    }
    this.#choose(this.#asking, name);
    this.#dialog.close();
    this.#asking.focus();
    this.#changed();
  }
}
