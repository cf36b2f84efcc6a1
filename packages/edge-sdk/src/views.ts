// The meaning of the SDK's views of CloudFront's event, as expressions that the compiler writes instead of a use of a view.
// `request.ts`, `response.ts` and `fields.ts` do the same at run time. This file is never bundled.

export type ViewName = "request" | "response" | "headers" | "query" | "cookies" | "responseCookies" | "viewer";

/**
 * Expressions in which `view` is the part of the event behind the view, and `$0`, `$1` and so on are the arguments;
 * `$$2` must be a constant text. A member that is not listed needs the view itself.
 */
export interface ViewMeaning {
  /** The SDK's function that creates the view. */
  readonly maker: SdkFunction;
  /** Properties that are views. */
  readonly parts: Readonly<Record<string, ViewName>>;
  readonly reads: Readonly<Record<string, string>>;
  readonly writes: Readonly<Record<string, string>>;
  /** One expression for each number of arguments that a method takes. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
}

const fields = {
  get: ["first(view, $0)"],
  has: ["first(view, $0) !== void 0"],
};

/** The functions of the SDK that the expressions call, and those that join a handler to its runtime. */
export const sdkFunctions = [
  "requestOf",
  "responseOf",
  "nativeResponse",
  "nativeAnswer",
  "headersOf",
  "queryOf",
  "cookiesOf",
  "responseCookiesOf",
  "viewerOf",
  "originOf",
  "deviceOf",
  "first",
  "valuesOf",
  "queryText",
  "pathValue",
  "queryValue",
  "fieldValue",
  "cookieValue",
  "locationValue",
  "token",
] as const;

export type SdkFunction = (typeof sdkFunctions)[number];

export const views: Readonly<Record<ViewName, ViewMeaning>> = {
  request: {
    maker: "requestOf",
    parts: { query: "query", headers: "headers", cookies: "cookies", viewer: "viewer" },
    reads: {
      event: "view",
      id: "view.context && view.context.requestId",
      method: "view.request.method",
      path: "view.request.uri",
      query: "view.request.querystring",
      headers: "view.request.headers",
      cookies: "view.request.cookies",
      body: "view.request.body",
      viewer: "view",
      origin: "originOf(view)",
    },
    writes: { path: "view.request.uri = pathValue($0)" },
    methods: { rewrite: ["(view.request.uri = pathValue($0), view)"] },
  },
  response: {
    maker: "responseOf",
    parts: { headers: "headers", cookies: "responseCookies" },
    reads: {
      native: "view",
      status: "view.statusCode",
      headers: "view.headers",
      cookies: "view.cookies",
      body: "view.body",
    },
    writes: {
      status: "(view.statusCode = $0, delete view.statusDescription)",
      body: "$0 === void 0 ? delete view.body : (view.body = $0)",
    },
    methods: {},
  },
  headers: {
    maker: "headersOf",
    parts: {},
    reads: {},
    writes: {},
    methods: {
      get: ["first(view, $0.toLowerCase())"],
      getAll: ["valuesOf(view, $0.toLowerCase())"],
      has: ["first(view, $0.toLowerCase()) !== void 0"],
      set: ["view[token($0).toLowerCase()] = { value: fieldValue($1) }"],
      delete: ["delete view[$0.toLowerCase()]"],
      names: ["Object.keys(view)"],
    },
  },
  query: {
    maker: "queryOf",
    parts: {},
    reads: {},
    writes: {},
    methods: {
      ...fields,
      getAll: ["valuesOf(view, $0)"],
      set: ["view[queryValue($0)] = { value: queryValue($1) }"],
      delete: ["delete view[$0]"],
      toString: ["queryText(view)"],
    },
  },
  cookies: {
    maker: "cookiesOf",
    parts: {},
    reads: {},
    writes: {},
    methods: { ...fields, toString: ["queryText(view)"] },
  },
  responseCookies: {
    maker: "responseCookiesOf",
    parts: {},
    reads: {},
    writes: {},
    methods: {
      set: [
        "view[token($0)] = { value: cookieValue($1) }",
        "view[token($0)] = { value: cookieValue($1), attributes: fieldValue($$2) }",
      ],
    },
  },
  viewer: {
    maker: "viewerOf",
    parts: {},
    reads: {
      ip: "view.viewer.ip",
      country: 'first(view.request.headers, "cloudfront-viewer-country")',
      region: 'first(view.request.headers, "cloudfront-viewer-country-region")',
      city: 'first(view.request.headers, "cloudfront-viewer-city")',
      device: "deviceOf(view.request.headers)",
    },
    writes: {},
    methods: {},
  },
};

/**
 * Functions that return a text unchanged if no character in it must be encoded, so the compiler can omit them for such a
 * constant text.
 */
export { fieldValue, pathValue, token } from "./wire.ts";
