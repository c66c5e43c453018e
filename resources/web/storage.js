// What this tab keeps over a reload. Storage may be switched off or full; the page works without.

export function stored(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch { /* as above */ }
}
