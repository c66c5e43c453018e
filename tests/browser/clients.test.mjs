// Other people's HTTP clients, as they come: what they send without being told to is understood. No
// browser takes part.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { after, before, test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { startServer } from './server.mjs';

const json = { 'Content-Type': 'application/json' };
const message = JSON.stringify({ to: 'Nobody', content: '李雷'.repeat(1000) });
const offline = { succeed: false, msg: '对方不在线' };
const python = spawnSync('python3', ['-c', '']).status === 0;

let server;
let address;

before(async () => {
  server = await startServer();
  address = `${server.url}/rest/message`;
});

after(() => server?.stop());

async function answerTo(sent) {
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response.setEncoding('utf8'))
    body += chunk;
  return { status: response.statusCode, json: JSON.parse(body) };
}

function piecesOf(text) {
  return text.match(/.{1,100}/gs).map((piece) => Buffer.from(piece));
}

test('fetch of Node sends a stream', async () => {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of piecesOf(message))
        controller.enqueue(piece);
      controller.close();
    },
  });
  const response = await fetch(address, { method: 'POST', headers: json, body, duplex: 'half' });
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), offline);
});

test('req.write of Node sends chunks, again and again on one connection', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let round = 0; round < 3; ++round) {
    const sent = request(address, { method: 'POST', headers: json, agent });
    for (const piece of piecesOf(message))
      sent.write(piece);
    sent.end();
    assert.deepEqual(await answerTo(sent), { status: 200, json: offline });
    assert.equal(sent.reusedSocket, round > 0);
  }
  agent.destroy();
});

test('req.write of Node waits for 100 Continue', async () => {
  const sent = request(address, { method: 'POST', headers: { ...json, Expect: '100-continue' } });
  sent.flushHeaders();
  await once(sent, 'continue');
  sent.end(message);
  assert.deepEqual(await answerTo(sent), { status: 200, json: offline });
});

test('a stream without end is told that it is too large', async () => {
  const sent = request(address, { method: 'POST', headers: json });
  const answer = answerTo(sent);
  sent.on('error', () => {}); // it may be cut off while it still sends
  const flood = setInterval(() => sent.write(' '.repeat(10_000)), 1);
  const { status, json: { error } } = await answer;
  clearInterval(flood);
  sent.destroy();
  assert.deepEqual([status, error], [413, 'body_too_large']);
});

test('packed bodies are unpacked', async () => {
  for (const [coding, body] of [['gzip', gzipSync(message)], ['deflate', deflateSync(message)],
    ['deflate', deflateRawSync(message)]]) {
    const response = await fetch(address,
      { method: 'POST', headers: { ...json, 'Content-Encoding': coding }, body });
    assert.equal(response.status, 200, coding);
    assert.deepEqual(await response.json(), offline);
  }
});

test('http.client of Python sends what a generator makes', { skip: !python }, () => {
  const script = `
import http.client, sys
connection = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]))
for round in range(2):
    pieces = (sys.argv[2].encode()[at:at + 100] for at in range(0, 10000, 100))
    connection.request('POST', '/rest/message/', pieces, {'Content-Type': 'application/json'})
    print(connection.getresponse().read().decode())
`;
  const ran = spawnSync('python3', ['-c', script, String(server.port), message],
    { encoding: 'utf8', env: { ...process.env, PYTHONIOENCODING: 'utf-8' } });
  assert.equal(ran.stdout, `${JSON.stringify(offline)}\n`.repeat(2), ran.stderr);
});
