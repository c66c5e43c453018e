// Pages that people have already: served from a folder, they work unchanged.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Tabs, launch } from './browser.mjs';
import { startServer } from './server.mjs';

let browser;
let server;
let tabs;

// Browsers ask for it where a page names no icon; a folder without one answers 404.
const noIcon = { tolerate: /404/ };

before(async () => {
  server = await startServer({ args: ['--static', fileURLToPath(new URL('demo_page', import.meta.url))] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(() => { tabs = new Tabs(browser); });
afterEach(() => tabs.close());

async function demo(name, to) {
  const page = await tabs.open(server.url, noIcon);
  // The page connects as its first option; leaving before that is done makes the browser complain.
  await page.waitForFunction(() => document.title === 'Bob');
  await page.selectOption('#sender', name);
  await page.waitForFunction((wanted) => document.title === wanted, name);
  await page.selectOption('#receiver', to);
  return page;
}

async function send(page, words) {
  await page.fill('#msg', words);
  await page.click('#sendBtn');
}

async function printed(page, words) {
  await page.locator('#conversation p').getByText(words, { exact: true }).first().waitFor();
}

test('a page with inline script talks both ways, and prints frames to the letter', async () => {
  const bob = await demo('Bob', 'Alice');
  const alice = await demo('Alice', 'Bob');
  await send(bob, 'hello');
  await printed(bob, 'sent');
  await printed(alice, '{"from":"Bob","content":"hello"}');
  await printed(alice, 'Bob says hello');
  await send(alice, '你好');
  await printed(bob, '{"from":"Alice","content":"你好"}');
  assert.equal(await bob.locator('#conversation p').count(), 3, 'and prints nothing else');
});

test('a page is told that nobody is there', async () => {
  const bob = await demo('Bob', 'Jack');
  await send(bob, 'anybody?');
  await printed(bob, '对方不在线');
});

test('the files beside the page are served with their types', async () => {
  const page = await tabs.open(server.url, noIcon);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 250, 240)');
});
