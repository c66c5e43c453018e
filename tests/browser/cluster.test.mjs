// Alice has the page open on two nodes; Bob sends on one of them, and both have it.

import { after, before, test } from 'node:test';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Tabs, launch, line, notice, say } from './browser.mjs';
import { post, startServer } from './server.mjs';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
const settledMaxMs = 20_000;

let browser;
let redis;
let nodes = [];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Until the node says for certain that nobody is there, which takes a young Redis some seconds. */
async function settled(node) {
  const end = Date.now() + settledMaxMs;
  while ((await post(node.url, { to: 'nobody-at-all', content: 1 })).msg !== '对方不在线') {
    if (Date.now() > end)
      throw new Error('the node does not join');
    await pause(100);
  }
}

before(async () => {
  if (!hasRedis)
    return;
  const port = await freePort();
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '',
    '--appendonly', 'no'], { stdio: 'ignore', cwd: '/' });
  const args = ['--broker', `redis://127.0.0.1:${port}`];
  nodes = await Promise.all(['north', 'south'].map(
    (name) => startServer({ args: [...args, '--node', name] })));
  await Promise.all(nodes.map(settled));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const node of nodes)
    await node.stop();
  redis?.kill('SIGKILL');
});

test('Alice hangs on two nodes, and gets on both what Bob sends on one',
  { skip: hasRedis ? false : 'redis-server is not installed' }, async () => {
    const [north, south] = nodes;
    const tabs = new Tabs(browser);
    const aliceNorth = await tabs.person(north.url, 'Alice', 'Bob');
    const aliceSouth = await tabs.person(south.url, 'Alice', 'Bob');
    const bob = await tabs.person(north.url, 'Bob', 'Alice');
    await say(bob, 'to both of you');
    await line(aliceNorth, 'in', 'to both of you');
    await line(aliceSouth, 'in', 'to both of you');
    await say(aliceSouth, 'and back');
    await line(bob, 'in', 'and back');
    await aliceNorth.context().close();
    await say(bob, 'only there');
    await line(aliceSouth, 'in', 'only there');
    await aliceSouth.context().close();
    await post(north.url, { from: 'Bob', to: 'Alice', content: 1 });
    await say(bob, 'nobody');
    await notice(bob, '对方不在线');
    await tabs.close();
  });
