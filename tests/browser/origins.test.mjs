// Pages of other sites: they can neither send nor listen in their visitor's browser, unless the server
// was told to let them.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Tabs, launch, line } from './browser.mjs';
import { post, startServer } from './server.mjs';

let browser;
let site;
let origin;

before(async () => {
  browser = await launch();
  site = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>another site</title>');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  // Another host name and another port: another origin and another site.
  origin = `http://localhost:${site.address().port}`;
});

after(async () => {
  await browser?.close();
  site?.close();
});

test('a page of another site can neither listen nor send', async () => {
  const server = await startServer();
  const tabs = new Tabs(browser);
  const bob = await tabs.person(server.url, 'Bob', 'Alice');
  const evil = await tabs.open(origin, { tolerate: /./ });

  const heard = await evil.evaluate((host) => new Promise((resolve) => {
    const socket = new WebSocket(`ws://${host}/ws/Bob`);
    socket.onopen = () => resolve('open');
    socket.onclose = () => resolve('refused');
  }), `127.0.0.1:${server.port}`);
  assert.equal(heard, 'refused');

  // A form needs no permission of ours to be sent: the server has to refuse it.
  await evil.setContent(`<form method="post" action="${server.url}/rest/message">
    <input name="to" value="Bob"><input name="content" value="from another site"></form>`);
  const [response] = await Promise.all([
    evil.waitForResponse(`${server.url}/rest/message`),
    evil.evaluate(() => document.forms[0].submit()),
  ]);
  assert.equal(response.status(), 403);

  // What comes next is the first that Bob sees.
  assert.deepEqual(await post(server.url, { to: 'Bob', content: 'from a friend' }), { succeed: true });
  await line(bob, 'in', 'from a friend');
  assert.equal(await bob.locator('#conversation').getByText('from another site').count(), 0);
  await tabs.close();
  await server.stop();
});

test('a page of a named site can send, with all that a browser asks for', async () => {
  const server = await startServer({ args: ['--allow-origin', origin] });
  const tabs = new Tabs(browser);
  const bob = await tabs.person(server.url, 'Bob', 'Alice');
  const friend = await tabs.open(origin, { tolerate: /favicon/ });
  const answer = await friend.evaluate(async (url) => {
    const response = await fetch(`${url}/rest/message`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: 'friend', to: 'Bob', content: 'from a named site' }),
    });
    return response.json();
  }, server.url);
  assert.deepEqual(answer, { succeed: true });
  await line(bob, 'in', 'from a named site');
  await tabs.close();
  await server.stop();
});
