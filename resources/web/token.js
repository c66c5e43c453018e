// The access token, where the server wants one: it comes with a link that somebody was invited by.
// The part behind '#' is sent to no server; the tab keeps it, and the address bar does not.

import { addressOf } from './address.js';
import { store, stored } from './storage.js';

const checkTimeMaxMs = 5_000;

let token = stored('token');

// What a token says of its bearer. Only to show it: whether it is true is the server's to judge.
function claimsOf(jwt) {
  try {
    const text = atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0)))) ?? {};
  } catch {
    return {};
  }
}

/** The invitation in the address, which then is there no more: {token, name}, or null. */
export function takeInvitation() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null)
    return null;
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  const { sub } = claimsOf(given);
  return { token: given, name: typeof sub === 'string' ? sub : '' };
}

export function useToken(given) {
  token = given;
  store('token', given);
}

export function hasToken() {
  return token !== null;
}

/** The headers of a request by whoever bears the token; none without one. */
export function authorization() {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** The sub-protocols of a WebSocket, which cannot have headers. */
export function protocols() {
  return token === null ? [] : ['pushpoint', `pushpoint.token.${token}`];
}

function mayBe(name) {
  const { sub, names } = claimsOf(token);
  const all = Array.isArray(names) ? names : [sub];
  return all.some((each) => each === name
    || (typeof each === 'string' && each.endsWith('*') && name.startsWith(each.slice(0, -1))));
}

/**
 * Why nobody is let in by this name, where that is the reason: token_missing, token_expired,
 * token_invalid or not_allowed. Null where it is another one. A browser does not tell why a
 * WebSocket was refused.
 */
export async function whyKeptOut(name) {
  try {
    const response = await fetch(addressOf(`rest/connections/${encodeURIComponent(name)}`),
      { headers: authorization(), signal: AbortSignal.timeout(checkTimeMaxMs) });
    if (response.status === 401 || response.status === 403)
      return (await response.json()).error ?? null;
    return token !== null && !mayBe(name) ? 'not_allowed' : null;
  } catch {
    return null;
  }
}
