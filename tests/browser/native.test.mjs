// A page in Chromium and the native client, talking to each other.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Tabs, connected, launch, line, say } from './browser.mjs';
import { openWindow } from './native.mjs';
import { startServer } from './server.mjs';

let browser;
let server;
let tabs;
let windows;

const serverIsAway = /ERR_CONNECTION|WebSocket connection to .* failed/;

before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(() => {
  tabs = new Tabs(browser);
  windows = [];
});
afterEach(async () => {
  for (const window of windows)
    await window.close();
  await tabs.close();
});

async function open(name, to) {
  const window = await openWindow(server.url, name, to);
  windows.push(window);
  return window;
}

test('a page and a window carry messages each way', async () => {
  const page = await tabs.person(server.url, 'Bob', 'Alice');
  const window = await open('Alice', 'Bob');
  for (const words of ['hello from the page', '在的，你好 😀', '<b onclick=x>not bold</b>']) {
    await say(page, words);
    await window.line('in', words);
    const sent = await line(page, 'out', words);
    await sent.locator('.fate', { hasText: 'delivered' }).waitFor();
  }
  for (const words of ['hello from the window', '周末去爬山吗？😀', '<script>alert(1)</script>',
    '{"looks":"like JSON"}']) {
    window.say(words);
    await line(page, 'in', words);
    await window.line('out', words, 'delivered to 1');
  }
  window.say('two\nlines');
  await page.locator('#conversation .in .content').filter({ hasText: /two\s+lines/ }).waitFor();
  assert.equal(await page.locator('#conversation .in .content > *').count(), 0, 'markup is text');
});

test('each tells the other that nobody is there, and can send again', async () => {
  const window = await open('Alice', 'Jack');
  window.say('are you there?');
  const unsent = await window.line('out', 'are you there?', '对方不在线');
  const page = await tabs.person(server.url, 'Jack', 'Alice');
  window.enterOn(unsent);
  await window.line('out', 'are you there?', 'delivered to 1');
  await line(page, 'in', 'are you there?');
  assert.equal(await page.locator('#conversation .in').count(), 1, 'once');
});

test('both tabs and the window of one name get every message', async () => {
  const page = await tabs.person(server.url, 'Alice', 'Bob');
  const alice = await open('Alice', 'Bob');
  const bob = await open('Bob', 'Alice');
  bob.say('to both of you');
  await line(page, 'in', 'to both of you');
  await alice.line('in', 'to both of you');
  await bob.line('out', 'to both of you', 'delivered to 2');
});

test('a restart of the server loses nothing that was typed in the window', async () => {
  const page = await tabs.person(server.url, 'Bob', 'Alice', { tolerate: serverIsAway });
  const window = await open('Alice', 'Bob');
  const { port } = server;
  const typed = ['one', 'two', 'three'];
  const stopped = server.stop();
  for (const words of typed)
    window.say(words);
  await stopped;
  server = await startServer({ port });
  await connected(page, 'Bob');
  for (const words of typed)
    await window.line('out', words, 'delivered');
  await line(page, 'in', 'three');
  const arrived = await page.locator('#conversation .in .content').allInnerTexts();
  assert.deepEqual(arrived, typed);
  await say(page, 'all here');
  await window.line('in', 'all here');
});
