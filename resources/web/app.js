// The page: what is chosen, written, sent and received. Its parts do the work.

import { addressOf } from './address.js';
import { Conversation, readFrame } from './conversation.js';
import { NameChoice, fetchNames, nameError } from './names.js';
import { Connection } from './socket.js';
import { closeReason, text, translateDocument } from './strings.js';
import { authorization, hasToken, takeInvitation, useToken, whyKeptOut } from './token.js';

const answerTimeMaxMs = 15_000;

const byId = (id) => document.getElementById(id);
const sender = byId('sender');
const receiver = byId('receiver');
const msg = byId('msg');

translateDocument();
const conversation = new Conversation(byId('conversation'), byId('empty'), byId('newestBtn'));
const connection = new Connection(received, connectionChanged);
const choice = new NameChoice(sender, receiver, byId('nameDialog'), namesChanged);

// --- who is who ---

function namesChanged() {
  if (sender.value !== '' && nameError(sender.value) === null)
    connection.switchTo(sender.value);
  msg.placeholder = receiver.value === '' ? text('message') : text('messageTo', { name: receiver.value });
  const [name, other] = [sender.value, receiver.value];
  byId('emptyText').textContent = text('emptyText', { name, other });
  // Who bears a token sends in their own name only.
  const [from, to, bearer] = hasToken() ? [name, other, '  -H "Authorization: Bearer $PUSHPOINT_TOKEN" \\\n'] : [other, name, ''];
  const example = JSON.stringify({ from, to, content: text('hello') }).replaceAll("'", "'\\''");
  byId('emptyCurl').textContent =
    `curl ${addressOf('rest/message')} \\\n${bearer}  -H 'Content-Type: application/json' \\\n  -d '${example}'`;
}

// --- the connection ---

let countdown = 0;
let toldLost = false;

function connectionChanged(state, detail) {
  clearInterval(countdown);
  byId('status').dataset.state = state;
  byId('connectBtn').hidden = state !== 'waiting' && state !== 'stopped';
  if (state === 'waiting')
    showCountdown(detail.delayMs);
  else
    byId('statusText').textContent = text(state, detail);
  if (state === 'waiting') {
    if (detail.wasOpen)
      tellLost(detail);
    else
      tellWhyNot(detail);
  } else if (state === 'open' && toldLost) {
    toldLost = false;
    conversation.addNotice('good', text('back'));
  } else if (state === 'stopped') {
    toldLost = true;
    const reason = closeReason(detail.code, detail.reason, detail.name);
    conversation.addNotice('bad', text('closedForGood', { reason }));
  }
}

function tellLost(detail) {
  if (toldLost)
    return;
  toldLost = true;
  conversation.addNotice('bad', text(detail.wasOpen ? 'lost' : 'unreachable', detail));
}

// Where it never was open, the server may be away, or not let anyone in by this name.
async function tellWhyNot(detail) {
  const why = await whyKeptOut(detail.name);
  if (connection.name !== detail.name || byId('status').dataset.state === 'open')
    return;
  if (why === null)
    tellLost(detail);
  else
    connection.giveUp(why);
}

function showCountdown(delayMs) {
  const end = performance.now() + delayMs;
  const show = () => {
    const seconds = Math.max(1, Math.ceil((end - performance.now()) / 1000));
    byId('statusText').textContent = text('waiting', { seconds });
  };
  show();
  countdown = setInterval(show, 1000);
}

function received(frame) {
  const { from, content, isText } = readFrame(frame);
  conversation.addReceived(from, connection.name, content, isText);
}

// --- sending ---

// One after the other, so that messages arrive in the order they were written in.
let lastSend = Promise.resolve();

function send() {
  namesChanged(); // a script may have set `value`, which fires no event
  const [from, to, content] = [sender.value, receiver.value, msg.value];
  if (from === '' || to === '') {
    conversation.addNotice('bad', text(from === '' ? 'noSender' : 'noReceiver'));
    return;
  }
  if (content === '')
    return;
  msg.value = '';
  const line = conversation.addSent(from, to, content);
  lastSend = lastSend.then(() => post(line, from, to, content));
}

// What got no answer may have been delivered all the same. Sent again it bears the same id, by which
// the server knows a repeat and does not deliver it twice.
let unanswered = null;

function idFor(from, to, content) {
  const isRepeat = unanswered?.from === from && unanswered.to === to && unanswered.content === content;
  return isRepeat ? unanswered.id : newId();
}

function newId() {
  // crypto.randomUUID() is there on secure origins only, and a LAN is none.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function post(line, from, to, content) {
  const id = idFor(from, to, content);
  let answer;
  try {
    const response = await fetch(addressOf('rest/message'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...authorization() },
      body: JSON.stringify({ from, to, content, id }),
      signal: AbortSignal.timeout(answerTimeMaxMs),
    });
    answer = { status: response.status, ...await response.json().catch(() => ({})) };
  } catch {
    unanswered = { from, to, content, id };
    return notDelivered(line, 'unknown', content, text('noAnswer'));
  }
  if (unanswered?.id === id)
    unanswered = null;
  if (answer.succeed === true)
    return conversation.settle(line, 'delivered');
  const said = answer.msg ?? `HTTP ${answer.status}`;
  // 200 is the answer to a good request: then it was the receiver who was not there.
  const words = answer.status === 200 ? text('offline', { name: to, said }) : text('refused', { said });
  notDelivered(line, 'failed', content, words);
}

function notDelivered(line, fate, content, words) {
  const putBack = () => {
    msg.value = msg.value === '' ? content : `${content}\n${msg.value}`;
    msg.focus();
  };
  // What was written goes back into the box, unless the next message is being written there.
  const boxIsFree = msg.value === '';
  if (boxIsFree)
    msg.value = content;
  conversation.settle(line, fate, boxIsFree ? null : putBack);
  conversation.addNotice('bad', words);
}

// --- the controls ---

byId('sendBtn').addEventListener('click', () => {
  send();
  msg.focus();
});
msg.addEventListener('keydown', (event) => {
  // Enter while an input method is composing chooses a word.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing)
    return;
  event.preventDefault();
  send();
});
byId('swapBtn').addEventListener('click', () => choice.swap());
byId('connectBtn').addEventListener('click', () => connection.retryNow());
window.addEventListener('online', () => connection.hurry());
window.addEventListener('pageshow', () => connection.hurry());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden)
    connection.hurry();
});

// --- the beginning ---

// Whoever follows a link to here sees first as whom: it may be another's.
function wantsToJoin(name) {
  const dialog = byId('joinDialog');
  byId('joinText').textContent = text(name === '' ? 'joinAsNobody' : 'join', { name, host: location.host });
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'join'), { once: true });
  });
}

async function begin() {
  const invitation = takeInvitation();
  const joins = invitation !== null && await wantsToJoin(invitation.name);
  if (joins)
    useToken(invitation.token);
  choice.offer(await fetchNames());
  if (joins && invitation.name !== '')
    choice.become(invitation.name);
  else
    namesChanged();
}

window.addEventListener('hashchange', () => location.reload()); // another invitation
await begin();
