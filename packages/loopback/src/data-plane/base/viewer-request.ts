import type { Readable } from "node:stream";
import type { HeaderList } from "../http/headers.ts";

/** A request as the viewer sent it. */
export interface ViewerRequest {
  readonly method: string;
  readonly protocol: "http" | "https";
  /** `1.1`; with TLS also `2.0`. */
  readonly httpVersion: string;
  /** The host as the viewer sent it, with its port. */
  readonly host: string;
  /** Path and query as they are on the wire. */
  readonly url: string;
  readonly uri: string;
  readonly querystring: string;
  readonly headers: HeaderList;
  readonly clientIp: string;
  readonly clientPort: number;
  /** Properties of the simulated viewer, from `x-loopback-viewer-*` headers, such as `country` to `ES`. */
  readonly simulated: ReadonlyMap<string, string>;
  /** `TLSv1.3:TLS_AES_128_GCM_SHA256:fullHandshake`; undefined without TLS. */
  readonly tls: (() => string) | undefined;
  readonly body: Readable | undefined;
  /** Set if the request can't be answered. */
  readonly malformed: Malformed | undefined;
}

export interface Malformed {
  readonly status: 400 | 505;
  /** The reason, in one sentence. */
  readonly message: string;
}
