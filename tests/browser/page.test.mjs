// The built-in page against the real server.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Tabs, connected, launch, line, notice, say } from './browser.mjs';
import { post, startServer } from './server.mjs';

let browser;
let server;
let tabs;

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

test('two tabs carry a message each way', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Alice');
  const alice = await tabs.person(server.url, 'Alice', 'Bob');
  await say(bob, 'are you there?');
  const arrived = await line(alice, 'in', 'are you there?');
  assert.match(await arrived.locator('.meta').innerText(), /Bob → Alice\s+\d\d:\d\d:\d\d/);
  await say(alice, '在的，你好');
  await line(bob, 'in', '在的，你好');
  const sent = await line(bob, 'out', 'are you there?');
  await sent.locator('.fate', { hasText: 'delivered' }).waitFor();
  assert.equal(await bob.inputValue('#msg'), '');
});

test('a receiver who is offline is told, and the text stays in the box', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Jack');
  await say(bob, 'anybody?');
  await notice(bob, '对方不在线');
  const sent = await line(bob, 'out', 'anybody?');
  assert.equal(await sent.getAttribute('data-fate'), 'failed');
  assert.equal(await bob.inputValue('#msg'), 'anybody?');
});

test('a failed text does not overwrite the one being written, and can be put back', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Jack');
  await bob.evaluate(() => {
    const [msg, sendBtn] = ['msg', 'sendBtn'].map((id) => document.getElementById(id));
    msg.value = 'first';
    sendBtn.click();
    msg.value = 'half of the sec';
  });
  await notice(bob, '对方不在线');
  assert.equal(await bob.inputValue('#msg'), 'half of the sec');
  await bob.getByRole('button', { name: 'Edit again' }).click();
  assert.equal(await bob.inputValue('#msg'), 'first\nhalf of the sec');
});

test('a refusal is told in its words, and the text stays in the box', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Alice', { tolerate: /413|ERR_CONNECTION/ });
  const long = 'x'.repeat(150 * 1024);
  await say(bob, long);
  await notice(bob, /refused|No answer/);
  assert.equal((await bob.inputValue('#msg')).length, long.length);
});

test('markup is shown as text and nothing of it runs', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Alice');
  const evil = '<img src=x onerror="window.ran = true"><script>window.ran = true</script>';
  await post(server.url, { from: 'Mallory', to: 'Bob', content: evil });
  const arrived = await line(bob, 'in', evil);
  assert.equal(await arrived.locator('.content > *').count(), 0);
  await post(server.url, { from: '<b onclick=alert(1)>', to: 'Bob', content: 'name' });
  assert.equal(await (await line(bob, 'in', 'name')).locator('.from').innerText(), '<b onclick=alert(1)>');
  assert.equal(await bob.evaluate(() => window.ran), undefined);
});

test('content that is no string is shown as the JSON it came as', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Alice');
  await post(server.url, '{"from":"a\\"b","to":"Bob","content":{"id":9007199254740993,"a":[1.50,null]}}');
  await line(bob, 'in', '{"id":9007199254740993,"a":[1.50,null]}');
  await post(server.url, '{"to":"Bob","content":null}');
  const arrived = await line(bob, 'in', 'null');
  assert.match(await arrived.innerText(), /no sender/);
});

test('changing the sender moves the socket: the old name is offline', async () => {
  const bob = await tabs.person(server.url, 'Bob', 'Alice');
  assert.equal((await post(server.url, { to: 'Bob', content: 1 })).succeed, true);
  await bob.selectOption('#sender', 'Jack');
  await connected(bob, 'Jack');
  assert.equal((await post(server.url, { to: 'Jack', content: 'moved' })).succeed, true);
  await line(bob, 'in', 'moved');
  // The server hears of the close a moment after the page has the new connection.
  const patienceEnd = Date.now() + 10_000;
  let answer;
  do
    answer = await post(server.url, { to: 'Bob', content: 2 });
  while (answer.succeed && Date.now() < patienceEnd);
  assert.deepEqual(answer, { succeed: false, msg: '对方不在线' });
});

test('a script that sets the values and clicks works as in the demo', async () => {
  const alice = await tabs.person(server.url, 'Alice', 'Bob');
  const other = await tabs.open(server.url);
  await connected(other);
  await other.evaluate(() => {
    const byId = (id) => document.getElementById(id);
    byId('sender').value = 'Jack';
    byId('receiver').value = 'Alice';
    for (const words of ['one', 'two', 'three']) {
      byId('msg').value = words;
      byId('sendBtn').click();
    }
  });
  await line(alice, 'in', 'three');
  assert.deepEqual(await alice.locator('#conversation .in .content').allInnerTexts(), ['one', 'two', 'three']);
  assert.equal(await alice.locator('#conversation .in .from').first().innerText(), 'Jack');
  await connected(other, 'Jack');
  assert.equal((await post(server.url, { to: 'Jack', content: 'as Jack' })).succeed, true);
  await line(other, 'in', 'as Jack');
});

for (const name of ['李雷', 'می\u200cخواهم', '👩\u200d❤\ufe0f\u200d👨 1\ufe0f\u20e3', '__proto__', 'a b', 'a%2Fb', '../x', "it's <b>"]) {
  test(`a name of one's own may be ${name}`, async () => {
    const page = await tabs.open(server.url);
    await connected(page);
    await page.getByLabel('Sender', { exact: true }).selectOption({ label: 'Other…' });
    assert.equal(await page.inputValue('#sender'), 'Bob', 'the old choice stands until there is a name');
    await page.getByRole('textbox', { name: 'Another name' }).fill(name);
    await page.keyboard.press('Enter');
    await connected(page, name);
    assert.equal(await page.inputValue('#sender'), name);
    assert.deepEqual(await post(server.url, { to: name, content: 'hello' }), { succeed: true });
    await line(page, 'in', 'hello');
  });
}

test('a typed name that can be none is refused with a reason', async () => {
  const page = await tabs.open(server.url);
  await connected(page);
  await page.selectOption('#receiver', '');
  for (const [name, reason] of [['', 'Type a name'], ['a\u202eb', 'invisible'], ['a\u200db', 'invisible'], ['\u3164', 'invisible'], ['字'.repeat(86), '255 bytes'], ['..', 'cannot connect']]) {
    await page.fill('#nameInput', name);
    await page.click('#nameAddBtn');
    await page.locator('#nameError', { hasText: reason }).waitFor();
  }
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#receiver'), 'Alice');
});

test('the choice outlives a reload', async () => {
  const page = await tabs.person(server.url, 'Jack', 'Bob');
  await page.reload();
  await connected(page, 'Jack');
  assert.equal(await page.inputValue('#receiver'), 'Bob');
});

test('the keyboard is enough, and every control has a name', async () => {
  const page = await tabs.open(server.url);
  await connected(page);
  await page.getByLabel('Sender', { exact: true }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // swap
  await connected(page, 'Alice');
  assert.equal(await page.inputValue('#receiver'), 'Bob');
  await page.selectOption('#receiver', 'Alice');
  await page.getByLabel('Message', { exact: true }).focus();
  await page.keyboard.type('line one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('line two');
  await page.keyboard.press('Enter');
  await line(page, 'in', 'line one\nline two');
  assert.equal(await page.getAttribute('#conversation', 'aria-live'), 'polite');
  const nameless = await page.evaluate(() => [...document.querySelectorAll('select, textarea, input, button')]
    .filter((control) => !control.labels?.length && !control.textContent.trim() && !control.ariaLabel)
    .map((control) => control.id));
  assert.deepEqual(nameless, []);
});
