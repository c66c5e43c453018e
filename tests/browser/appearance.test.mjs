// How the page looks and what it may do: widths, themes, languages, its security policy.

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

for (const locale of ['en-US', 'zh-CN']) {
  test(`a phone's width of 320 px has no sideways scrolling (${locale})`, async () => {
    const page = await tabs.person(server.url, 'Bob', 'Jack',
      { locale, viewport: { width: 320, height: 568 }, hasTouch: true });
    await say(page, 'nobody'.repeat(40));
    await notice(page, '对方不在线');
    await post(server.url, { from: 'W'.repeat(200), to: 'Bob', content: 'x'.repeat(300) });
    await line(page, 'in', 'x'.repeat(300));
    const tooWide = await page.evaluate(() => [document.documentElement, document.body,
      ...document.querySelectorAll('header, main, footer, #conversation, .line')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1
        || element.getBoundingClientRect().right > innerWidth)
      .map((element) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(tooWide, []);
    for (const id of ['sender', 'receiver', 'msg', 'sendBtn'])
      assert.ok(await page.locator(`#${id}`).isVisible(), id);
    const box = await page.locator('#sendBtn').boundingBox();
    assert.ok(box.y + box.height <= 568, 'the send button is on the screen');
  });
}

for (const [colorScheme, brighter] of [['light', 'background'], ['dark', 'text']]) {
  test(`in ${colorScheme} mode the ${brighter} is the bright one, and contrast suffices`, async () => {
    const page = await tabs.person(server.url, 'Bob', 'Bob', { colorScheme });
    await say(page, 'to myself');
    await line(page, 'in', 'to myself');
    const pairs = await page.evaluate(() => {
      const luminance = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map((v) => v / 255)
          .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const background = (element) => {
        const color = getComputedStyle(element).backgroundColor;
        return color === 'rgba(0, 0, 0, 0)' ? background(element.parentElement) : color;
      };
      return ['body', '#statusText', 'label', 'select', '.in .content', '.out .content', '.meta',
        '.meta .from', '#sendBtn', '#msg'].map((selector) => {
        const element = document.querySelector(selector);
        return { selector, text: luminance(getComputedStyle(element).color), background: luminance(background(element)) };
      });
    });
    const body = pairs[0];
    assert.equal(body.text > body.background ? 'text' : 'background', brighter);
    for (const { selector, text, background } of pairs) {
      const ratio = (Math.max(text, background) + 0.05) / (Math.min(text, background) + 0.05);
      assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`); // WCAG 2.2 §1.4.3
    }
  });
}

test('a Chinese browser gets Chinese, any other English', async () => {
  const chinese = await tabs.open(server.url, { locale: 'zh-CN' });
  await connected(chinese, '已连接');
  assert.equal(await chinese.getAttribute('html', 'lang'), 'zh-CN');
  assert.equal(await chinese.innerText('#sendBtn'), '发送');
  const french = await tabs.open(server.url, { locale: 'fr-FR' });
  await connected(french, 'Connected');
  assert.equal(await french.getAttribute('html', 'lang'), 'en');
});

test('both languages say the same things', async () => {
  const page = await tabs.open(server.url);
  const unequal = await page.evaluate(async () => {
    const { tables } = await import('/strings.js');
    const shape = (table) => Object.entries(table)
      .map(([key, words]) => `${key} ${(words.match(/\{\w+\}/g) ?? []).sort()}`).sort();
    const [english, chinese] = [shape(tables.english), shape(tables.chinese)];
    return english.filter((entry) => !chinese.includes(entry))
      .concat(chinese.filter((entry) => !english.includes(entry)));
  });
  assert.deepEqual(unequal, []);
});

test('the page comes with its security policy and is not sniffed', async () => {
  const { headers } = await fetch(server.url);
  assert.equal(headers.get('content-security-policy'), "default-src 'none'; script-src 'self'; "
    + "style-src 'self'; img-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; "
    + "form-action 'none'; frame-ancestors 'none'");
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
});

test('an inline script would be refused, and these tests would notice', async () => {
  const page = await tabs.open(server.url);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
  });
  await tabs.complaint(/^securitypolicyviolation script-src/);
  assert.equal(await page.evaluate(() => window.ran), undefined);
});

test('the icon is an image that the browser can draw', async () => {
  const page = await tabs.open(server.url);
  const size = await page.locator('.brand img').evaluate(async (image) => {
    await image.decode();
    return image.naturalWidth;
  });
  assert.ok(size > 0);
});

test('of a very long conversation the last lines stay, and the newest is in sight', async () => {
  const page = await tabs.person(server.url, 'Bob', 'Alice');
  for (let first = 1; first <= 600; first += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, index) =>
      post(server.url, { to: 'Bob', content: `number ${first + index}` })));
  }
  await post(server.url, { to: 'Bob', content: 'the end' });
  const last = await line(page, 'in', 'the end');
  assert.equal(await page.locator('#conversation .line').count(), 500);
  await page.waitForFunction((element) => element.getBoundingClientRect().bottom
    <= document.getElementById('conversation').getBoundingClientRect().bottom, await last.elementHandle());
});

test('who has scrolled back is not torn away, and is shown the way to new messages', async () => {
  const page = await tabs.person(server.url, 'Bob', 'Alice');
  for (let number = 1; number <= 40; ++number)
    await post(server.url, { to: 'Bob', content: `number ${number}` });
  await line(page, 'in', 'number 40');
  await page.locator('#conversation').hover();
  await page.mouse.wheel(0, -800);
  await page.waitForFunction(() => {
    const list = document.getElementById('conversation');
    return list.scrollTop + list.clientHeight < list.scrollHeight - 300;
  });
  await post(server.url, { to: 'Bob', content: 'later' });
  await page.getByRole('button', { name: 'New messages' }).click();
  await page.waitForFunction(() => {
    const list = document.getElementById('conversation');
    return list.scrollTop + list.clientHeight > list.scrollHeight - 5;
  });
  await page.locator('#newestBtn').waitFor({ state: 'hidden' });
});
