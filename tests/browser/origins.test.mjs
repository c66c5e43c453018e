// A page of another site can neither send nor listen, whatever it tries in its visitor's browser.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { it } from 'node:test';
import { connections, launchBrowser, openAs, openTab, startServer } from './kit.mjs';

it('keeps pages of other sites out', { timeout: 120_000 }, async () => {
  const server = await startServer();
  const other = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>another site</title>');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const browser = await launchBrowser();
  const bob = await openAs(browser, server, 'Bob', 'Alice');
  // Another host name and another port: another origin and another site.
  const evil = await openTab(browser, `http://localhost:${other.address().port}/`, { tolerated: /./ });

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
  other.close();
  await server.stop();
});
