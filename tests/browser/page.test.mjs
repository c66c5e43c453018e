// The built-in page, as its users use it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connections, launchBrowser, openAs, openTab, post, say, seen, startServer, waitOnline } from './kit.mjs';

describe('the page', { timeout: 240_000 }, () => {
  let browser;
  let server;
  before(async () => {
    browser = await launchBrowser();
    server = await startServer();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('carries a message each way between two tabs', async () => {
    const bob = await openAs(browser, server, 'Bob', 'Alice');
    const alice = await openAs(browser, server, 'Alice', 'Bob');
    await say(bob.page, 'hello Alice');
    await seen(alice.page, 'hello Alice');
    await say(alice.page, '你好,Bob');
    await seen(bob.page, '你好,Bob');
    assert.deepEqual([...bob.complaints, ...alice.complaints], []);
    await bob.close();
    await alice.close();
    await waitOnline(server, 'Alice', 0);
    await waitOnline(server, 'Bob', 0);
  });

  it('tells that the receiver is offline, and loses no text', async () => {
    const bob = await openAs(browser, server, 'Bob', 'Jack');
    await say(bob.page, 'are you there?');
    await seen(bob.page, '对方不在线');
    assert.equal(await bob.page.inputValue('#msg'), 'are you there?');
    assert.deepEqual(bob.complaints, []);
    await bob.close();
  });

  it('shows markup as text and runs none of it', async () => {
    const bob = await openAs(browser, server, 'Bob', 'Alice');
    const markup = '<img src=x onerror="document.title=\'owned\'">';
    await waitOnline(server, 'Bob', 1);
    assert.deepEqual(await post(server, { from: '<b>Eve</b>', to: 'Bob', content: markup }), { succeed: true });
    await seen(bob.page, markup);
    assert.equal(await bob.page.locator('#conversation img, #conversation b').count(), 0);
    assert.equal(await bob.page.title(), 'Pushpoint');
    assert.deepEqual(bob.complaints, []);
    await bob.close();
  });

  it('shows content that is no text as JSON', async () => {
    const bob = await openAs(browser, server, 'Bob', 'Alice');
    await post(server, { from: 'cron', to: 'Bob', content: { order: 4711, ok: [true, null] } });
    await seen(bob.page, '4711');
    await bob.close();
  });

  it('moves its socket when the sender changes', async () => {
    const tab = await openAs(browser, server, 'Bob', 'Alice');
    await tab.page.selectOption('#sender', 'Jack');
    await waitOnline(server, 'Jack', 1);
    await waitOnline(server, 'Bob', 0);
    assert.equal((await post(server, { from: 'x', to: 'Bob', content: 1 })).succeed, false);
    assert.equal((await post(server, { from: 'x', to: 'Jack', content: 'for Jack' })).succeed, true);
    await seen(tab.page, 'for Jack');
    assert.deepEqual(tab.complaints, []);
    await tab.close();
  });

  it('obeys scripts that set values and click, as the demo lets them', async () => {
    const alice = await openAs(browser, server, 'Alice', 'Bob');
    const tab = await openTab(browser, server.url);
    await tab.page.evaluate(() => {
      document.getElementById('sender').value = 'Jack';
      document.getElementById('receiver').value = 'Alice';
      document.getElementById('msg').value = 'by script';
      document.getElementById('sendBtn').click();
    });
    await seen(alice.page, 'by script');
    await seen(alice.page, 'Jack');
    await tab.close();
    await alice.close();
  });

  it('fits a phone, light and dark', async () => {
    const narrow = { viewport: { width: 320, height: 568 } };
    const colours = [];
    for (const colorScheme of ['light', 'dark']) {
      const tab = await openAs(browser, server, 'Bob', 'Alice', { ...narrow, colorScheme });
      await say(tab.page, 'a_word_that_is_much_longer_than_the_screen_is_wide_'.repeat(3));
      await seen(tab.page, '对方不在线');
      const overflow = await tab.page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      colours.push(await tab.page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await tab.close();
    }
    assert.notEqual(colours[0], colours[1]);
  });

  it('speaks Chinese where the browser does', async () => {
    const tab = await openTab(browser, server.url, { locale: 'zh-CN' });
    await tab.page.locator('#sendBtn', { hasText: '发送' }).waitFor();
    assert.match(await tab.page.getAttribute('html', 'lang'), /^zh/);
    await tab.close();
  });

  it('comes back by itself when the server does', async () => {
    let mortal = await startServer();
    const tab = await openAs(browser, mortal, 'Bob', 'Alice',
      { tolerated: /ERR_CONNECTION_REFUSED|WebSocket connection/ });
    const { port } = mortal;
    await mortal.stop();
    await tab.page.locator('#status[data-state="waiting"]').waitFor();
    mortal = await startServer('--port', port);
    await tab.page.locator('#status[data-state="open"]').waitFor({ timeout: 60_000 });
    assert.equal(await connections(mortal, 'Bob'), 1);
    assert.deepEqual(tab.complaints, []);
    await tab.close();
    await mortal.stop();
  });
});
