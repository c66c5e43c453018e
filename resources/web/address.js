// Where the server's calls are found: beside the page, which behind a proxy may be below a path.

/** The address of `path`, such as `rest/message`. Without what `?`, `#` and `user:password@` say. */
export function addressOf(path) {
  return new URL(path, `${location.origin}${location.pathname}`);
}
