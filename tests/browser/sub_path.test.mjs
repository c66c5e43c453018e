// The page behind a proxy that serves it below a path, and takes that path off.

import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Tabs, launch, line, say } from './browser.mjs';
import { startServer } from './server.mjs';

const below = '/some/path';
let browser;
let server;
let proxy;

/** A request as the server gets it; null for what is not below the path. */
function forwarded({ method, url, headers }) {
  if (!url.startsWith(`${below}/`))
    return null;
  return request({ port: server.port, host: '127.0.0.1', method, path: url.slice(below.length), headers });
}

before(async () => {
  server = await startServer();
  browser = await launch();
  proxy = createServer((incoming, outgoing) => {
    const onward = forwarded(incoming);
    if (onward === null)
      return outgoing.writeHead(404).end();
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  proxy.on('upgrade', (incoming, socket) => {
    const onward = forwarded(incoming);
    if (onward === null)
      return socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    onward.on('upgrade', (answer, other) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`);
      for (const end of [socket, other])
        end.on('error', () => {});
      other.pipe(socket).pipe(other);
    });
    onward.end();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});

after(async () => {
  await browser?.close();
  proxy?.close();
  await server?.stop();
});

test('below a path everything of the page is found there', async () => {
  const tabs = new Tabs(browser);
  const page = `http://127.0.0.1:${proxy.address().port}${below}/`;
  const bob = await tabs.person(`${page}?x=/y/#z`, 'Bob', 'Alice');
  const alice = await tabs.person(`${page}index.html`, 'Alice', 'Bob');
  assert.match(await bob.locator('#emptyCurl').innerText(), new RegExp(`^curl ${page}rest/message `));
  await say(bob, 'through');
  await line(alice, 'in', 'through');
  assert.equal(await bob.locator('header img').evaluate((image) => image.naturalWidth > 0), true);
  await tabs.close();
});
