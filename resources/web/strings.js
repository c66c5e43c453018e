// What the page says, in English and Chinese; the browser's language decides.

const english = {
  sender: 'Sender',
  receiver: 'Receiver',
  swap: 'Swap sender and receiver',
  other: 'Other…',
  message: 'Message',
  messageTo: 'Message to {name}',
  send: 'Send',
  conversation: 'Conversation',
  newest: '↓ New messages',
  emptyText: 'What is sent to {name} shows up here. Open this page in a second tab as {other} and write back.',
  emptyShell: 'Or from a terminal:',
  hello: 'Hello',

  connecting: 'Connecting as {name}…',
  open: 'Connected as {name}',
  waiting: 'Connection lost · trying again in {seconds} s',
  stopped: 'Not connected',
  connectNow: 'Connect now',
  lost: 'The connection was lost. It comes back by itself; until then nothing sent to {name} shows up here.',
  unreachable: 'The server cannot be reached. Trying again until it can.',
  back: 'Connected again.',
  closedForGood: 'The server closed the connection: {reason}. It is not tried again by itself.',
  token_missing: 'a token is needed; open the link of an invitation',
  token_expired: 'the token has expired; ask for a new invitation',
  token_invalid: 'the token is not one that it trusts; ask for a new invitation',
  not_allowed: 'the token is not one of {name}',
  join: 'Join as {name} at {host}?',
  joinAsNobody: 'Join at {host}?',
  joinNow: 'Join',
  close1000: 'it said good-bye',
  close4501: 'not allowed',
  close4503: 'closed by the administrator',
  close4504: 'too many connections as {name}',

  anonymous: 'no sender',
  received: 'Received',
  sent: 'Sent',
  pending: 'sending…',
  delivered: 'delivered',
  failed: 'not delivered',
  unknown: 'unknown whether delivered',
  offline: '{name} is offline ({said}). The message was not delivered.',
  refused: 'The server refused the message: {said}',
  noAnswer: 'No answer from the server, so the message may or may not have arrived.',
  putBack: 'Edit again',
  noSender: 'Choose a sender first.',
  noReceiver: 'Choose a receiver first.',

  nameLabel: 'Another name',
  nameEmpty: 'Type a name.',
  nameLong: 'Too long: a name has at most 255 bytes.',
  nameBad: 'A name has no control or invisible characters.',
  nameDots: 'A browser cannot connect under this name.',
  cancel: 'Cancel',
  use: 'Use',
};

const chinese = {
  sender: '发送者',
  receiver: '接收者',
  swap: '交换发送者与接收者',
  other: '其他…',
  message: '消息',
  messageTo: '发给 {name} 的消息',
  send: '发送',
  conversation: '对话',
  newest: '↓ 新消息',
  emptyText: '发给 {name} 的消息会显示在这里。在另一个标签页中选择 {other} 作为发送者，就可以互相发消息。',
  emptyShell: '也可以在终端中发送：',
  hello: '你好',

  connecting: '正在以 {name} 的身份连接…',
  open: '已连接：{name}',
  waiting: '连接已断开 · {seconds} 秒后重试',
  stopped: '未连接',
  connectNow: '立即连接',
  lost: '连接已断开，正在自动重连。重连之前，发给 {name} 的消息不会显示在这里。',
  unreachable: '无法连接服务器，将自动重试。',
  back: '已重新连接。',
  closedForGood: '服务器关闭了连接：{reason}。不会自动重连。',
  token_missing: '需要令牌；请打开邀请链接',
  token_expired: '令牌已过期；请索取新的邀请',
  token_invalid: '服务器不信任此令牌；请索取新的邀请',
  not_allowed: '令牌不属于 {name}',
  join: '以 {name} 的身份加入 {host}？',
  joinAsNobody: '加入 {host}？',
  joinNow: '加入',
  close1000: '服务器正常结束了连接',
  close4501: '不允许连接',
  close4503: '被管理员关闭',
  close4504: '{name} 的连接过多',

  anonymous: '匿名',
  received: '收到',
  sent: '已发送',
  pending: '发送中…',
  delivered: '已送达',
  failed: '未送达',
  unknown: '不确定是否送达',
  offline: '{said}：{name} 没有收到这条消息。',
  refused: '服务器拒绝了这条消息：{said}',
  noAnswer: '服务器没有回应，不确定消息是否送达。',
  putBack: '重新编辑',
  noSender: '请先选择发送者。',
  noReceiver: '请先选择接收者。',

  nameLabel: '其他名字',
  nameEmpty: '请输入名字。',
  nameLong: '名字太长：最多 255 字节。',
  nameBad: '名字中不能有控制字符或不可见字符。',
  nameDots: '浏览器无法使用这个名字连接。',
  cancel: '取消',
  use: '使用',
};

export const tables = { english, chinese };

const isChinese = /^zh\b/i.test(navigator.language ?? '');
const table = isChinese ? chinese : english;

export const language = isChinese ? 'zh-CN' : 'en';

/** The text of `key` with its {places} filled in. An unknown key is its own text. */
export function text(key, values = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, place) => values[place] ?? whole);
}

/** Puts the table's words where the document asks for them. */
export function translateDocument() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll('[data-title]'))
    element.setAttribute('aria-label', text(element.dataset.title));
  for (const element of document.querySelectorAll('[title][data-title]'))
    element.title = text(element.dataset.title);
}

// What stands behind a 4501: the server's own words, and those of its refusals.
const endings = {
  'the token has expired': 'token_expired',
  'the token was revoked': 'token_invalid',
  token_missing: 'token_missing',
  token_expired: 'token_expired',
  token_invalid: 'token_invalid',
  not_allowed: 'not_allowed',
};

/** Whether there are words of our own for a close code. */
export function closeReason(code, said, name) {
  if (said in endings)
    return `${text(endings[said], { name })} (${code})`;
  const key = `close${code}`;
  if (key in table)
    return `${text(key, { name })} (${code})`;
  return said ? `${said} (${code})` : `${code}`;
}
