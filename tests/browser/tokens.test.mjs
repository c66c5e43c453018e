// The page where the server wants tokens: joined by a link, and kept out without one.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Tabs, connected, launch, line, notice, say } from './browser.mjs';
import { startServer } from './server.mjs';

const secret = Buffer.alloc(32, 'k');
const keys = { keys: [{ kty: 'oct', alg: 'HS256', kid: 'a', k: secret.toString('base64url') }] };

function tokenOf(name, { scope = 'connect publish read', secondsLeft = 600, jti = 'x' } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + secondsLeft;
  const signed = `${part({ alg: 'HS256', kid: 'a' })}.${part({ sub: name, scope, exp, jti })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

let browser;
let folder;
let server;
let tabs;
const keptOut = /401|403|WebSocket connection to .* failed/;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pushpoint-tokens-'));
  await writeFile(join(folder, 'keys'), JSON.stringify(keys), { mode: 0o600 });
  await writeFile(join(folder, 'revoked'), '');
  server = await startServer({ args: ['--auth', join(folder, 'keys'), '--revoked', join(folder, 'revoked')] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => { tabs = new Tabs(browser); });
afterEach(() => tabs.close());

async function joined(name, options) {
  const page = await tabs.open(`${server.url}/#token=${tokenOf(name, options)}`);
  await page.locator('#joinText', { hasText: `Join as ${name} at 127.0.0.1` }).waitFor();
  await page.click('#joinBtn');
  await connected(page, name);
  return page;
}

test('a link asks once, and then two people chat', async () => {
  const alice = await joined('Alice');
  assert.notEqual(await alice.inputValue('#receiver'), 'Alice');
  assert.match(await alice.textContent('#emptyCurl'), /Bearer \$PUSHPOINT_TOKEN[^]*"from":"Alice"/);
  const zhang = await joined('张伟');
  await alice.selectOption('#receiver', 'Bob');
  await zhang.selectOption('#receiver', 'Alice');
  await say(zhang, '你好');
  await line(alice, 'in', '你好');
});

test('the token leaves the address bar, and a reload knows it still', async () => {
  const alice = await joined('Alice');
  assert.equal(alice.url(), `${server.url}/`);
  assert.equal(await alice.evaluate(() => history.length), 2); // about:blank and the page: none with it
  await alice.reload();
  await connected(alice, 'Alice');
  assert.equal(await alice.locator('#joinDialog[open]').count(), 0);
});

test('who does not want to join bears no token', async () => {
  const page = await tabs.open(`${server.url}/#token=${tokenOf('Alice')}`, { tolerate: keptOut });
  await page.click('#joinDialog button >> nth=0');
  await notice(page, 'a token is needed');
  assert.equal(page.url(), `${server.url}/`);
});

test('without a token the page says what is needed, and tries no longer', async () => {
  const page = await tabs.open(server.url, { tolerate: keptOut });
  await notice(page, 'a token is needed; open the link of an invitation');
  await page.locator('#status[data-state=stopped]').waitFor();
  assert.equal(await page.locator('#conversation .notice').count(), 1);
});

test('an expired link says so', async () => {
  const page = await tabs.open(`${server.url}/#token=${tokenOf('Alice', { secondsLeft: -60 })}`, { tolerate: keptOut });
  await page.click('#joinBtn');
  await notice(page, 'the token has expired; ask for a new invitation');
});

test('as another name than the token\'s nobody is let in', async () => {
  const alice = await tabs.open(`${server.url}/#token=${tokenOf('Alice')}`, { tolerate: keptOut });
  await alice.click('#joinBtn');
  await connected(alice, 'Alice');
  await alice.selectOption('#sender', 'Bob');
  await notice(alice, 'the token is not one of Bob');
});

test('whoever is revoked is told, and comes in by a new link in the same tab', async () => {
  const jack = await joined('Jack', { jti: 'gone' });
  await writeFile(join(folder, 'revoked'), 'gone\n');
  await notice(jack, 'ask for a new invitation');
  await jack.goto(`${server.url}/#token=${tokenOf('Jack', { jti: 'new' })}`);
  await jack.click('#joinBtn');
  await connected(jack, 'Jack');
});

test('a page of another site gets nothing, with a token or without', async () => {
  const other = createServer((request, response) => response.end('<!doctype html><title>other</title>'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const page = await tabs.open(`http://127.0.0.1:${other.address().port}`, { tolerate: /CORS|ERR_FAILED|403/ });
  const token = tokenOf('Alice');
  const got = await page.evaluate(async ([url, bearer]) => {
    try {
      const response = await fetch(`${url}/rest/connections`, { headers: { Authorization: `Bearer ${bearer}` } });
      return await response.text();
    } catch {
      return null;
    }
  }, [server.url, token]);
  assert.equal(got, null);
  await page.close();
  other.close();
});
