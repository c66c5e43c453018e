// Chromium, and pages that are watched: whatever a page complains about fails the test.

import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const waitMaxMs = 20_000;

export function launch() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...asRoot, ...quiet] });
}

/** People of one test: each in a tab of its own storage, closed and judged at the end. */
export class Tabs {
  #browser;
  #contexts = [];
  complaints = [];

  constructor(browser) { this.#browser = browser; }

  /** `tolerate`: complaints of the browser itself that the test provokes. */
  async open(url, { tolerate = /^\b$/, prepare, ...options } = {}) {
    const context = await this.#browser.newContext({ locale: 'en-US', ...options });
    context.setDefaultTimeout(waitMaxMs);
    this.#contexts.push(context);
    const page = await context.newPage();
    const complain = (words) => {
      if (!tolerate.test(words))
        this.complaints.push(words);
    };
    page.on('pageerror', (error) => complain(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complain(`${message.type()}: ${message.text()}`);
      if (message.text().startsWith('securitypolicyviolation'))
        complain(message.text());
    });
    page.on('dialog', (dialog) => {
      complain(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.addInitScript(() => addEventListener('securitypolicyviolation', (event) =>
      console.log('securitypolicyviolation', event.violatedDirective, event.blockedURI)));
    if (prepare)
      await prepare(page);
    await page.goto(url);
    return page;
  }

  /** The page of one person, connected. */
  async person(url, name, to, options) {
    const page = await this.open(url, options);
    await connected(page);
    await page.selectOption('#receiver', to);
    await page.selectOption('#sender', name);
    await connected(page, name);
    return page;
  }

  /** Waits for a complaint that a test is about, and then forgives all there were. */
  async complaint(words) {
    const end = Date.now() + waitMaxMs;
    while (!this.complaints.some((said) => words.test(said))) {
      assert.ok(Date.now() < end, `no complaint like ${words}, only: ${this.complaints}`);
      await setImmediate();
    }
    this.complaints.length = 0;
  }

  async close() {
    for (const context of this.#contexts)
      await context.close();
    assert.deepEqual(this.complaints, [], 'the page complained');
  }
}

export async function connected(page, name = '') {
  await page.locator('#status[data-state=open]').filter({ hasText: name }).waitFor();
}

export async function say(page, words) {
  await page.fill('#msg', words);
  await page.click('#sendBtn');
}

/** Waits for a received or sent line whose content is exactly `words`. */
export async function line(page, direction, words) {
  const content = page.locator(`#conversation .${direction} .content`);
  const found = content.filter({ hasText: new RegExp(`^${escaped(words)}$`) }).last();
  await found.waitFor();
  return found.locator('xpath=..');
}

export async function notice(page, words) {
  await page.locator('#conversation .notice').filter({ hasText: words }).last().waitFor();
}

function escaped(words) {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
