// The native chat window, offscreen, used by a test as a page is by the others.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const program = process.env.CHAT_DRIVER_BIN;
const waitMaxMs = 20_000;

/** Opens the window of `name`, who writes to `to`; resolves when it is connected. */
export async function openWindow(url, name, to) {
  assert.ok(program, 'CHAT_DRIVER_BIN must name the program; ctest sets it');
  const child = spawn(program, [url, name, to],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(child, 'exit');
  const rows = [];
  let bar = '';
  let onTold = () => {};
  createInterface({ input: child.stdout }).on('line', (text) => {
    const told = JSON.parse(text);
    if (told.bar !== undefined)
      bar = told.bar;
    else
      rows[told.row] = told;
    onTold();
  });

  /** Waits until `found()` gives something, looking whenever the window has told of a change. */
  const until = (found, what) => new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(
      `no ${what} in the window; it shows ${JSON.stringify({ bar, rows }, null, 1)}`)), waitMaxMs);
    onTold = () => {
      const value = found();
      if (value === undefined || value === false)
        return;
      clearTimeout(patience);
      onTold = () => {};
      resolve(value);
    };
    onTold();
  });
  const command = (what) => child.stdin.write(`${JSON.stringify(what)}\n`);

  const window = {
    connected: () => until(() => bar.startsWith(`Connected as ${name}`), 'connection'),
    /** Types and presses Enter. */
    say: (text) => command({ type: text }),
    /** Waits for a line with exactly this text; `state` is to be found in how it is read out. */
    line: (direction, text, state = '') => until(() => rows.findLast((row) =>
      row.direction === direction && row.text === text && row.spoken.includes(state)),
    `line "${text}", ${state}`),
    /** Goes to a line and presses Enter. */
    enterOn: (row) => command({ again: row.row }),
    texts: (direction) => rows.filter((row) => row.direction === direction).map((row) => row.text),
    async close() {
      process.off('exit', kill);
      child.stdin.end();
      const patience = setTimeout(kill, waitMaxMs);
      const [code, signal] = await exited;
      clearTimeout(patience);
      assert.deepEqual({ code, signal }, { code: 0, signal: null }, 'the window did not end well');
    },
  };
  await window.connected();
  return window;
}
