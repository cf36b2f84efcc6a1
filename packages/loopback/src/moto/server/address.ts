/**
 * How to reach a moto server. Neither a web page nor another user of this machine can: moto has no authentication of
 * its own and lets every caller read, change and reset everything.
 */
export interface MotoAddress {
  /** Options of `http.request`. */
  readonly connect: { readonly socketPath: string } | { readonly host: string; readonly port: number };
  /** Headers that the server requires of each request: names and values in turn. */
  readonly headers: readonly string[];
}

/**
 * A server on a TCP port of 127.0.0.1.
 * @param headers - Names and values in turn, such as the secret that a guarded server requires.
 */
export function portAddress(port: number, headers: readonly string[] = []): MotoAddress {
  return { connect: { host: "127.0.0.1", port }, headers };
}
