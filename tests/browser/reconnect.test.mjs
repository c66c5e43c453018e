// The page when the connection ends: what it tells, when it comes back and when it does not.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Tabs, connected, launch, line, notice, say } from './browser.mjs';
import { post, startServer } from './server.mjs';

let browser;
let server;
let tabs;

const serverIsAway = /ERR_CONNECTION|WebSocket connection to .* failed/;

before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(() => { tabs = new Tabs(browser); });
afterEach(() => tabs.close());

test('after a restart of the server the page comes back by itself, and nothing written is lost', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Alice', { tolerate: serverIsAway });
  const { port } = server;
  await server.stop();
  await notice(bob, 'The connection was lost');
  await bob.locator('#status[data-state=waiting]').first().waitFor();
  await say(bob, 'written while away');
  await notice(bob, 'No answer from the server');
  assert.equal(await bob.inputValue('#msg'), 'written while away');
  const sent = await line(bob, 'out', 'written while away');
  assert.equal(await sent.getAttribute('data-fate'), 'unknown');

  server = await startServer({ port });
  await connected(bob, 'Bob');
  await notice(bob, 'Connected again');
  assert.equal((await post(server.url, { from: 'Alice', to: 'Bob', content: 'welcome back' })).succeed, true);
  await line(bob, 'in', 'welcome back');
});

test('what was delivered without an answer and is sent again comes once', async () => {
  const alice = await tabs.person(server.url, 'Alice', 'Bob');
  const bob = await tabs.person(server.url, 'Bob', 'Alice', { tolerate: /ERR_FAILED/ });
  await bob.route('**/rest/message', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await say(bob, 'only once');
  await notice(bob, 'No answer from the server');
  await line(alice, 'in', 'only once');
  await bob.keyboard.press('Enter'); // it is in the box again
  await bob.locator('#conversation .out[data-fate=delivered]', { hasText: 'only once' }).waitFor();
  await say(alice, 'got it');
  await line(bob, 'in', 'got it');
  await say(bob, 'only once'); // a new message, though it reads the same
  await alice.locator('#conversation .in', { hasText: 'only once' }).nth(1).waitFor();
  assert.equal(await alice.locator('#conversation .in', { hasText: 'only once' }).count(), 2);
});

/** A page whose first socket is opened and then closed with `code`, by a stand-in for the server. */
async function closedWith(code, reason) {
  const sockets = [];
  const page = await tabs.open(server.url, {
    prepare: (made) => made.routeWebSocket(/\/ws\//, (socket) => { sockets.push(socket); }),
  });
  await connected(page, 'Bob');
  await sockets[0].close({ code, reason });
  return { page, attempts: () => sockets.length };
}

for (const [code, words] of [[1000, 'good-bye'], [4501, 'not allowed'],
  [4503, 'closed by the administrator'], [4504, 'too many connections as Bob'], [4599, 'new rule']]) {
  test(`a close with ${code} is told and final, until somebody asks`, async () => {
    const { page, attempts } = await closedWith(code, 'new rule');
    await notice(page, words);
    await page.locator('#status[data-state=stopped]').waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    assert.equal(attempts(), 1);
    await page.getByRole('button', { name: 'Connect now' }).click();
    await connected(page, 'Bob');
    assert.equal(attempts(), 2);
  });
}

for (const code of [1001, 4008, 4012, 4029]) {
  test(`a close with ${code} is told, and the page comes back`, async () => {
    const { page, attempts } = await closedWith(code, '');
    await notice(page, 'The connection was lost');
    await connected(page, 'Bob');
    await notice(page, 'Connected again');
    assert.equal(attempts(), 2);
  });
}

test('the wait before coming back is drawn from all of 0.5 s, doubled each time up to 30 s', async () => {
  const page = await tabs.open(server.url);
  const waits = await page.evaluate(async () => {
    const { reconnectDelayMs } = await import('/socket.js');
    const attempts = [0, 1, 2, 5, 6, 100, 2000];
    return [1, 0.5, 0].map((drawn) => attempts.map((attempt) => reconnectDelayMs(attempt, () => drawn)));
  });
  assert.deepEqual(waits, [
    [500, 1000, 2000, 16_000, 30_000, 30_000, 30_000],
    [250, 500, 1000, 8_000, 15_000, 15_000, 15_000],
    [0, 0, 0, 0, 0, 0, 0],
  ]);
});

test('a change of sender while waiting connects at once, as the new name only', async () => {
  const names = [];
  const page = await tabs.open(server.url, {
    prepare: async (made) => {
      await made.addInitScript(() => { Math.random = () => 0.999; });
      await made.routeWebSocket(/\/ws\//, (socket) => {
        const name = decodeURIComponent(new URL(socket.url()).pathname.slice('/ws/'.length));
        names.push(name);
        if (name === 'Bob')
          void socket.close({ code: 1001 });
      });
    },
  });
  await page.locator('#status[data-state=waiting]').first().waitFor();
  await page.selectOption('#sender', 'Jack');
  await connected(page, 'Jack');
  assert.equal(names.at(-1), 'Jack');
  assert.equal(names.filter((name) => name === 'Jack').length, 1);
});
