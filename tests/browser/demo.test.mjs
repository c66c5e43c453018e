// A page written for express and express-ws, served by --static, works unchanged.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';
import { launchBrowser, openTab, say, seen, startServer, waitOnline } from './kit.mjs';

it('serves a page of the demo\'s kind, which works unchanged', { timeout: 120_000 }, async () => {
  const server = await startServer('--static', fileURLToPath(new URL('demo', import.meta.url)));
  const browser = await launchBrowser();
  const bob = await openTab(browser, server.url, { tolerated: /favicon|404/ });
  const alice = await openTab(browser, server.url, { tolerated: /favicon|404/ });
  await alice.page.selectOption('#sender', 'Alice');
  await alice.page.selectOption('#receiver', 'Bob');
  await waitOnline(server, 'Bob', 1);
  await waitOnline(server, 'Alice', 1);

  await say(bob.page, 'hi');
  await seen(alice.page, '{"from":"Bob","content":"hi"}');
  await seen(bob.page, '{"succeed":true}');
  await alice.page.selectOption('#receiver', 'Jack');
  await say(alice.page, 'nobody there');
  await seen(alice.page, '{"succeed":false,"msg":"对方不在线"}');

  assert.deepEqual([...bob.complaints, ...alice.complaints], []);
  await browser.close();
  await server.stop();
});
