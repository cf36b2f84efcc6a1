/**
 * The address of a moto server. It must be out of reach of web pages and other users of this machine, because moto has no
 * authentication and lets every caller read, change and reset everything.
 */
export interface MotoAddress {
  /** Options of `http.request`. */
  readonly connect: { readonly socketPath: string } | { readonly host: string; readonly port: number };
  /** Headers that the server requires of each request: names and values in turn. */
  readonly headers: readonly string[];
}

/**
 * The address of a server on a TCP port of 127.0.0.1.
 * @param headers - Names and values in turn, such as the secret that a guarded server requires.
 */
export function portAddress(port: number, headers: readonly string[] = []): MotoAddress {
  return { connect: { host: "127.0.0.1", port }, headers };
}
