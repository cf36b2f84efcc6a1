import type { Origin } from "./types/origin.ts";
import type { KeyValueStore } from "./types/store.ts";

export type { GroupMember, Origin, OriginChanges, OriginOverrides } from "./types/origin.ts";
export type { Dynamic, DynamicRecord, KeyValueStore } from "./types/store.ts";

/** A request as every runtime shows it. Handlers change it in place and return it. */
export interface Request {
  /**
   * CloudFront's own id of the request, as in the header `X-Amz-Cf-Id` and in the logs' `x-edge-request-id`; undefined
   * only in a test event that omits it.
   */
  readonly id: string | undefined;
  readonly method: string;
  /**
   * The path as on the wire: percent-encoded, beginning with `/`, without the query. Characters that HTTP does not allow
   * (a control character, a space, `?`) are percent-encoded when it is set.
   */
  path: string;
  readonly query: Query;
  /** Cookies are not among them in any runtime: see `cookies`. */
  readonly headers: Headers;
  readonly cookies: Cookies;
  readonly viewer: Viewer;
  /** The origin to which the request goes on a cache miss. */
  readonly origin: Origin;
  /** Sets the path, keeps the query, and returns the request. */
  rewrite(path: string): Request;
}

/** A request at origin request: only there, in Lambda@Edge, can a body be read. */
export interface OriginRequest extends Request {
  /**
   * The body as text, its first 1 MB; undefined where the request has none. Setting it replaces the body that the origin
   * gets, by at most 1 MB of text. The compiler sees that a handler uses it, and has the behavior include it.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-include-body-access.html
   */
  body: string | undefined;
  /** True if `body` has only the start of the body. To set `body` then would lose the rest. */
  readonly bodyTruncated: boolean;
}

/** A response from the origin or the cache, or one that a handler made. */
export interface Response {
  /** 200 to 599. Lambda@Edge can't change it at viewer response. */
  status: number;
  /** Cookies are not among them in any runtime: see `cookies`. */
  readonly headers: Headers;
  readonly cookies: ResponseCookies;
  /** Text that a handler generates; a response from the origin shows no body. */
  body: string | undefined;
}

/**
 * Names are case-insensitive; values keep the order in which they came. A control character in a value becomes a
 * space, so that no value can start another header; a name that is not an RFC 9110 token throws a TypeError.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export interface Headers {
  /** The first value. */
  get(name: string): string | undefined;
  getAll(name: string): string[];
  has(name: string): boolean;
  /** Replaces all values. */
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
  /** The names of the fields that exist, in lower case. */
  names(): string[];
}

/** Names and values are as on the wire, percent-encoding included. */
export interface Query {
  /** The first value. */
  get(name: string): string | undefined;
  getAll(name: string): string[];
  has(name: string): boolean;
  /** Replaces all values; what would end the value (`&`, `#`, a space, a control character) is percent-encoded. */
  set(name: string, value: string): void;
  delete(name: string): void;
  /** The query string without `?`; empty if there is none. The values of one name are next to each other. */
  toString(): string;
}

export interface Cookies {
  get(name: string): string | undefined;
  has(name: string): boolean;
}

export interface ResponseCookies {
  /**
   * `attributes` as in a Set-Cookie header: `Secure; HttpOnly; Path=/`. Characters that would end the value (`;`, `,`, a space,
   * a control character) are percent-encoded; a name that is not an RFC 9110 token throws a TypeError.
   */
  set(name: string, value: string, attributes?: string): void;
}

/**
 * The viewer, as CloudFront describes it in `CloudFront-Viewer-*` headers. The compiler sees which of them a handler
 * reads, and adds them to the behavior's policy. Lambda@Edge has them from origin request on, and only `ip` before.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export interface Viewer {
  readonly ip: string;
  /** ISO 3166-1 alpha-2, such as `ES`. */
  readonly country: string | undefined;
  /** ISO 3166-2 without the country, such as `MD`. */
  readonly region: string | undefined;
  readonly city: string | undefined;
  readonly device: "desktop" | "mobile" | "tablet" | "smarttv" | undefined;
  /** The first language tag of Accept-Language, such as `es-ES`; the viewer's own header, not one of CloudFront's. */
  readonly language: string | undefined;
}

/** The second argument of a handler. */
export interface Context<Config> {
  /** Constant at build time, so that dead branches are not shipped. */
  readonly config: Config;
  readonly kvs: KeyValueStore;
}

export type RequestHandler<Config> = (
  request: Request,
  context: Context<Config>,
) => Request | Response | Promise<Request | Response>;

export type OriginRequestHandler<Config> = (
  request: OriginRequest,
  context: Context<Config>,
) => Request | Response | Promise<Request | Response>;

export type ResponseHandler<Config> = (
  response: Response,
  /** Not at response events, where the request has gone to its origin already. */
  context: Context<Config> & { readonly request: Omit<Request, "origin"> },
) => Response | Promise<Response>;

/** A portable handler of a request: it returns the request that it got, or a response, which ends the chain. */
export interface RequestEventHandler<Config = unknown> {
  readonly event: "viewer-request" | "origin-request";
  readonly handle: RequestHandler<Config>;
}

/** A portable handler of a response. */
export interface ResponseEventHandler<Config = unknown> {
  readonly event: "origin-response" | "viewer-response";
  readonly handle: ResponseHandler<Config>;
}

/** A portable handler: the kind of event that it handles, and its function. */
export type Handler<Config = unknown> = RequestEventHandler<Config> | ResponseEventHandler<Config>;

/**
 * The handlers of one event with their config, in the order in which they run. `never` lets handlers of different
 * configs be in one chain: the compiler has checked each config against its handler's schema. The name is for the
 * log, where the handler throws.
 */
export type RequestChain = readonly (readonly [handler: RequestEventHandler<never>, config: unknown, name?: string])[];
export type ResponseChain = readonly (readonly [
  handler: ResponseEventHandler<never>,
  config: unknown,
  name?: string,
])[];
