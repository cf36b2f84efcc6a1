import fc from "fast-check";

/** A small portable handler: the files of its folder, and its possible configs. */
interface PortableHandler {
  readonly source: string;
  readonly schema: string;
  readonly config: fc.Arbitrary<unknown>;
}

const path = fc.constantFrom("/", "/a", "/a/b", "/en", "/en/a", "/old");
const header = fc.constantFrom("x-one", "x-two", "accept-language", "x-seen");
const text = fc.constantFrom("1", "two", "a b", "en-US,en;q=0.5", "");

const onRequest = (
  body: string,
  isAsync = false,
) => `import { onViewerRequest, redirect, respond } from "@featheredge/edge-sdk";
export default onViewerRequest<any>(${isAsync ? "async " : ""}(request, { config }) => {
${body}
});
`;

const onResponse = (body: string, isAsync = false) => `import { onViewerResponse } from "@featheredge/edge-sdk";
export default onViewerResponse<any>(${isAsync ? "async " : ""}(response, { config, request }) => {
${body}
});
`;

/** Handlers of viewer requests: each rewrites, redirects, answers or changes fields, some under a condition. */
export const requestHandlers: Readonly<Record<string, PortableHandler>> = {
  prefix: {
    source: onRequest(
      "  return request.path.startsWith(config.to) ? request : request.rewrite(config.to + request.path);",
    ),
    schema: "{ to: z.string() }",
    config: fc.record({ to: fc.constantFrom("/en", "/v2", "/a") }),
  },
  moved: {
    source: onRequest("  return request.path === config.from ? redirect(config.to, config.status) : request;"),
    schema: "{ from: z.string(), to: z.string(), status: z.union([z.literal(301), z.literal(302)]) }",
    config: fc.record({ from: path, to: path, status: fc.constantFrom(301, 302) }),
  },
  label: {
    source: onRequest(
      "  for (const [name, value] of Object.entries(config.headers)) request.headers.set(name, String(value));\n  return request;",
    ),
    schema: "{ headers: z.record(z.string(), z.string()) }",
    config: fc.record({ headers: fc.dictionary(header, text, { maxKeys: 2 }) }),
  },
  append: {
    source: onRequest(
      "  request.headers.append(config.name, request.headers.get(config.from) ?? request.path);\n  return request;",
      true,
    ),
    schema: "{ name: z.string(), from: z.string() }",
    config: fc.record({ name: header, from: header }),
  },
  strip: {
    source: onRequest(
      "  for (const name of request.headers.names()) if (name.startsWith(config.start)) request.headers.delete(name);\n  return request;",
    ),
    schema: "{ start: z.string() }",
    config: fc.record({ start: fc.constantFrom("x-", "x-s", "accept") }),
  },
  refuse: {
    source: onRequest(
      "  return request.headers.has(config.header) ? respond(config.status, `${request.path} ${request.query}`, { 'x-by': config.header }) : request;",
      true,
    ),
    schema: "{ header: z.string(), status: z.number() }",
    config: fc.record({ header, status: fc.constantFrom(403, 404, 503) }),
  },
  query: {
    source: onRequest(
      "  const { query } = request;\n  if (query.has(config.name)) query.delete(config.name);\n  else query.set(config.name, query.getAll('q').join('-') || 'none');\n  return request;",
    ),
    schema: "{ name: z.string() }",
    config: fc.record({ name: fc.constantFrom("q", "lang", "v") }),
  },
};

/** Handlers of viewer responses. */
export const responseHandlers: Readonly<Record<string, PortableHandler>> = {
  header: {
    source: onResponse("  response.headers.set(config.name, config.value);\n  return response;"),
    schema: "{ name: z.string(), value: z.string() }",
    config: fc.record({ name: header, value: text }),
  },
  echo: {
    source: onResponse("  response.headers.append(config.name, request.path);\n  return response;", true),
    schema: "{ name: z.string() }",
    config: fc.record({ name: header }),
  },
  cookie: {
    source: onResponse(
      "  if (!request.cookies.has(config.name)) response.cookies.set(config.name, String(response.status), 'Secure');\n  return response;",
    ),
    schema: "{ name: z.string() }",
    config: fc.record({ name: fc.constantFrom("seen", "group") }),
  },
  bare: {
    source: onResponse(
      "  for (const name of response.headers.names()) if (name !== config.kept) response.headers.delete(name);\n  return response;",
    ),
    schema: "{ kept: z.string() }",
    config: fc.record({ kept: header }),
  },
};

const fields = (names: readonly string[]) =>
  fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(
      fc.record({ value: text }),
      fc.tuple(text, text).map(([a, b]) => ({ value: a, multiValue: [{ value: a }, { value: b }] })),
    ),
    { maxKeys: 3 },
  );

const request = fc.record({
  method: fc.constantFrom("GET", "HEAD"),
  uri: path,
  querystring: fields(["q", "lang"]),
  headers: fields(["x-one", "x-two", "accept-language"]),
  cookies: fc.dictionary(fc.constantFrom("seen", "group"), fc.record({ value: fc.constantFrom("1", "b") })),
});

const around = { version: "1.0", viewer: { ip: "198.51.100.1" } };

/** Events of CloudFront Functions at viewer request. */
export const requestEvents = request.map((asked) => ({
  ...around,
  context: { eventType: "viewer-request" },
  request: asked,
}));

/** Events of CloudFront Functions at viewer response. */
export const responseEvents = fc
  .tuple(request, fc.constantFrom(200, 304, 404), fields(["x-one", "x-two", "server"]))
  .map(([asked, statusCode, headers]) => ({
    ...around,
    context: { eventType: "viewer-response" },
    request: asked,
    response: { statusCode, statusDescription: "as it was", headers, cookies: {} },
  }));
