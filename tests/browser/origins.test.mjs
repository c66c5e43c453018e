// A page of another site can neither send nor listen, whatever it tries in its visitor's browser.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { it } from 'node:test';
import { connections, launchBrowser, openAs, openTab, seen, startServer } from './kit.mjs';

async function startOtherSite() {
  const site = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>another site</title>');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  // Another host name and another port: another origin and another site.
  return { site, origin: `http://localhost:${site.address().port}` };
}

it('lets a named site in, with all that a browser asks for', { timeout: 120_000 }, async () => {
  const { site, origin } = await startOtherSite();
  const server = await startServer('--allow-origin', origin);
  const browser = await launchBrowser();
  const bob = await openAs(browser, server, 'Bob', 'Alice');
  const friend = await openTab(browser, origin);
  const answer = await friend.page.evaluate(async (url) => {
    const response = await fetch(`${url}/rest/message`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: 'friend', to: 'Bob', content: 'from a named site' }),
    });
    return response.json();
  }, server.url);
  assert.deepEqual(answer, { succeed: true });
  await seen(bob.page, 'from a named site');
  assert.deepEqual(friend.complaints, []);
  await browser.close();
  site.close();
  await server.stop();
});

it('keeps pages of other sites out', { timeout: 120_000 }, async () => {
  const server = await startServer();
  const { site, origin } = await startOtherSite();
  const browser = await launchBrowser();
  const bob = await openAs(browser, server, 'Bob', 'Alice');
  const evil = await openTab(browser, origin, { tolerated: /./ });

  const heard = await evil.page.evaluate((host) => new Promise((resolve) => {
    const socket = new WebSocket(`ws://${host}/ws/Bob`);
    socket.onopen = () => resolve('open');
    socket.onclose = () => resolve('refused');
  }), `127.0.0.1:${server.port}`);
  assert.equal(heard, 'refused');
  assert.equal(await connections(server, 'Bob'), 1);

  // A form needs no permission of ours to be sent: the server has to refuse it.
  await evil.page.setContent(`<form method="post" action="${server.url}/rest/message">
    <input name="to" value="Bob"><input name="content" value="from another site"></form>`);
  const [response] = await Promise.all([
    evil.page.waitForResponse(`${server.url}/rest/message`),
    evil.page.evaluate(() => document.forms[0].submit()),
  ]);
  assert.equal(response.status(), 403);
  assert.equal(await bob.page.locator('#conversation').getByText('from another site').count(), 0);

  await browser.close();
  site.close();
  await server.stop();
});
