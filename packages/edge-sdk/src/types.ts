/** A request as every runtime shows it. Handlers change it in place and return it. */
export interface Request {
  readonly method: string;
  /** The path as on the wire: percent-encoded, beginning with `/`, without the query. */
  path: string;
  readonly query: Query;
  readonly headers: Headers;
  readonly cookies: Cookies;
  readonly viewer: Viewer;
  /** Sets the path, keeps the query, and returns the request. */
  rewrite(path: string): Request;
}

/** A response from the origin or the cache, or one that a handler made. */
export interface Response {
  status: number;
  readonly headers: Headers;
  readonly cookies: ResponseCookies;
  /** Text that a handler generates; a response from the origin shows no body. */
  body?: string;
}

/** Names are case-insensitive; values keep the order in which they came. */
export interface Headers {
  get(name: string): string | undefined;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
}

/** Names and values are as on the wire, percent-encoding included. */
export interface Query {
  get(name: string): string | undefined;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  delete(name: string): void;
  /** The query string without `?`; empty when there is none. */
  toString(): string;
}

export interface Cookies {
  get(name: string): string | undefined;
  has(name: string): boolean;
}

export interface ResponseCookies {
  /** `attributes` as in a Set-Cookie header: `Secure; HttpOnly; Path=/`. */
  set(name: string, value: string, attributes?: string): void;
}

/**
 * Who asks, as CloudFront tells it in `CloudFront-Viewer-*` headers. The compiler sees which are read and has the
 * behavior ask for them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export interface Viewer {
  readonly ip: string;
  /** ISO 3166-1 alpha-2, such as `ES`. */
  readonly country: string | undefined;
  readonly region: string | undefined;
  readonly city: string | undefined;
  readonly device: "desktop" | "mobile" | "tablet" | "smarttv" | undefined;
}

/** What a handler gets beside the request. `config` is constant at build time: dead branches are not shipped. */
export interface Context<Config> {
  readonly config: Config;
}

export type RequestHandler<Config> = (
  request: Request,
  context: Context<Config>,
) => Request | Response | Promise<Request | Response>;

export type ResponseHandler<Config> = (
  response: Response,
  context: Context<Config> & { readonly request: Request },
) => Response | Promise<Response>;

/** A portable handler: the moment it is written for, and the function. */
export interface Handler<Config = unknown> {
  readonly event: "viewer-request" | "origin-request" | "origin-response" | "viewer-response";
  readonly handle: RequestHandler<Config> | ResponseHandler<Config>;
}
