// The real program, started for one test file and ended by its own process.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const program = process.env.PUSHPOINT_BIN;
const startTimeMaxMs = 20_000;
const stopTimeMaxMs = 15_000;

/** Starts a headless server; resolves when it accepts. `port` 0 lets the system pick one. */
export async function startServer({ port = 0, args = [] } = {}) {
  assert.ok(program, 'PUSHPOINT_BIN must name the program; ctest sets it');
  const child = spawn(program, ['--headless', '--port', String(port), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let log = '';
  child.stderr.on('data', (chunk) => { log += chunk; });
  const exited = once(child, 'exit');

  const url = await new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`no "listening on" line\n${log}`)), startTimeMaxMs);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (http:\/\/127\.0\.0\.1:\d+)\/?$/.exec(line);
      if (!found)
        return;
      clearTimeout(patience);
      resolve(found[1]);
    });
    child.once('error', reject);
    exited.then(([code]) => reject(new Error(`ended with ${code} before it listened\n${log}`)));
  });

  return {
    url,
    port: Number(new URL(url).port),
    /** SIGTERM; fails unless the program ends cleanly. */
    async stop() {
      process.off('exit', kill);
      const patience = setTimeout(kill, stopTimeMaxMs);
      child.kill('SIGTERM');
      const [code, signal] = await exited;
      clearTimeout(patience);
      assert.deepEqual({ code, signal }, { code: 0, signal: null }, `not a clean stop\n${log}`);
    },
  };
}

/** What any program does: one message by HTTP. Resolves to the answer's JSON. */
export async function post(url, body) {
  const response = await fetch(`${url}/rest/message`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return response.json();
}
