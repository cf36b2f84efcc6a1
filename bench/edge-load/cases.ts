/** The kinds of requests, by the work that each makes for a server. */
export type CaseName = "hit" | "rewrite" | "miss";

export interface Case {
  readonly name: CaseName;
  readonly title: string;
  readonly path: string;
  /** The data plane's X-Cache header, which proves that the measured request was of this kind. */
  readonly xCache: string;
  /** In one run. A miss takes longer, so it has fewer. */
  readonly requests: number;
  /** The least ratio of the data plane's requests in a second to another server's, by its name. */
  readonly goals: Readonly<Record<string, number>>;
}

export const cases: readonly Case[] = [
  {
    name: "hit",
    title: "cache hit",
    path: "/page/index.html",
    xCache: "Hit from cloudfront",
    requests: 6_000,
    goals: { nginx: 0.45 },
  },
  {
    name: "rewrite",
    title: "CFF rewrite, cache hit",
    path: "/docs/",
    xCache: "Hit from cloudfront",
    requests: 6_000,
    goals: { nginx: 0.2, miniflare: 4 },
  },
  {
    name: "miss",
    title: "Lambda@Edge rewrite, miss",
    path: "/made/",
    xCache: "Miss from cloudfront",
    requests: 2_000,
    goals: { miniflare: 1 },
  },
];

/** Requests in flight at a time, each on a kept connection. */
export const connections = 16;

/** The file that every server sends: 8 KB of HTML. */
export const page = `<!doctype html>\n<title>Bounded load</title>\n${"<p>The same file from every server.</p>\n".repeat(208)}`;

/** The headers of a browser, since each header makes a function's event larger. */
export const requestHeaders = [
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Accept-Language: en-GB,en;q=0.5",
  "Cookie: session=4f1c2a9e",
];

/** The rewrite for CloudFront: `/docs/` is `/docs/index.html`. AWS's sample, as its page has it. */
export const cloudFrontFunction = `function handler(event) {
  var request = event.request;
  var uri = request.uri;
  if (uri.endsWith('/')) {
    request.uri += 'index.html';
  } else if (!uri.includes('.')) {
    request.uri += '/index.html';
  }
  return request;
}
`;

/** The same for Lambda@Edge, at origin request. */
export const lambdaFunction = `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const { uri } = request;
  if (uri.endsWith("/")) request.uri += "index.html";
  else if (!uri.includes(".")) request.uri += "/index.html";
  return request;
};
`;

/**
 * The same for workerd. Below `/memory/` the file is a string of the Worker, as little as a Worker can do; below
 * `/made/` it is fetched each time; the rest is answered through the Worker's cache.
 *
 * @param origin `http://127.0.0.1:1234`
 */
export const worker = (origin: string): string => `
const page = ${JSON.stringify(page)};
const origin = ${JSON.stringify(origin)};
export default {
  async fetch(request, env, context) {
    const url = new URL(request.url);
    const uri = url.pathname;
    if (uri.endsWith("/")) url.pathname += "index.html";
    else if (!uri.includes(".")) url.pathname += "/index.html";
    if (uri.startsWith("/memory/")) return new Response(page, { headers: { "Content-Type": "text/html" } });
    if (uri.startsWith("/made/")) return fetch(origin + url.pathname);
    const cached = await caches.default.match(url.href);
    if (cached !== undefined) return cached;
    const response = await fetch(origin + url.pathname);
    context.waitUntil(caches.default.put(url.href, response.clone()));
    return response;
  },
};
`;
