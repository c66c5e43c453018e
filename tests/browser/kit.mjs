// What every browser test needs: the real server, and a browser that complains.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const { chromium } = await import('playwright-core').catch(() => {
  console.error('playwright-core is missing: run ./packaging/test, which installs it by npm ci');
  process.exit(1);
});

const program = process.env.PUSHPOINT_PROGRAM;
assert.ok(program, 'PUSHPOINT_PROGRAM names the server to test');

/** A running server: `url`, `port`, and stop(), which expects a clean end. */
export async function startServer(...args) {
  const child = spawn(program, ['--headless', '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.resume();
  const ended = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(([code]) => assert.fail(`the server ended with ${code}`)),
  ]);
  const url = line.replace('listening on ', '');
  return {
    url,
    port: new URL(url).port,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      assert.equal(code, 0);
    },
  };
}

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/**
 * A tab of its own profile. Errors of the page or its console, CSP violations among them, are kept in
 * `complaints`; a test that expects some passes `tolerated`.
 */
export async function openTab(browser, url, { tolerated = /^$/, ...options } = {}) {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  const complaints = [];
  const complain = (text) => tolerated.test(text) || complaints.push(text);
  page.on('pageerror', (error) => complain(String(error)));
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

/** The page, connected as `name` and writing to `other`. */
export async function openAs(browser, server, name, other, options) {
  const tab = await openTab(browser, server.url, options);
  await tab.page.selectOption('#sender', name);
  await tab.page.selectOption('#receiver', other);
  await waitOnline(server, name, 1);
  return tab;
}

export async function connections(server, name) {
  const response = await fetch(`${server.url}/rest/connections/${encodeURIComponent(name)}`);
  return (await response.json()).connections;
}

/** Waits until so many connections of the name are open; the deadline is the test runner's. */
export async function waitOnline(server, name, count) {
  while (await connections(server, name) !== count)
    await new Promise(setImmediate);
}

export async function post(server, message) {
  const response = await fetch(`${server.url}/rest/message`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(message),
  });
  return response.json();
}

/** Waits until the conversation shows the text. */
export function seen(page, words) {
  return page.locator('#conversation').getByText(words, { exact: false }).first().waitFor();
}

export async function say(page, words) {
  await page.fill('#msg', words);
  await page.click('#sendBtn');
}
