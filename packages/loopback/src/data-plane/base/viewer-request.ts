import type { Readable } from "node:stream";
import type { HeaderList } from "../http/headers.ts";

/** A request as the viewer sent it. */
export interface ViewerRequest {
  readonly method: string;
  readonly protocol: "http" | "https";
  /** `1.1`, or `2.0` with TLS */
  readonly httpVersion: string;
  /** As the viewer wrote it, with its port. */
  readonly host: string;
  /** Path and query as they are on the wire. */
  readonly url: string;
  readonly uri: string;
  readonly querystring: string;
  readonly headers: HeaderList;
  readonly clientIp: string;
  readonly clientPort: number;
  /** What the viewer says of itself in `x-loopback-viewer-*` headers, which nothing else sees: `country` to `ES`. */
  readonly claims: ReadonlyMap<string, string>;
  /** `TLSv1.3:TLS_AES_128_GCM_SHA256:fullHandshake`; undefined without TLS. */
  readonly tls: (() => string) | undefined;
  readonly body: Readable | undefined;
  /** Why the request can't be answered, in one sentence. */
  readonly malformed: Malformed | undefined;
}

export interface Malformed {
  readonly status: 400 | 505;
  readonly message: string;
}
