import type { EdgeEvent } from "@featheredge/aws-rules";
import { describeDiagnostic } from "@featheredge/diagnostics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../../testing/workspace.ts";
import type { HandlerInput } from "../../types.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

const declaring: Readonly<Record<EdgeEvent, string>> = {
  "viewer-request": "onViewerRequest",
  "origin-request": "onOriginRequest",
  "origin-response": "onOriginResponse",
  "viewer-response": "onViewerResponse",
};
type Options = { config?: unknown; before?: string; runtime?: "lambda-at-edge" };

/** The errors of a build of the handler. */
async function errors(handler: Partial<HandlerInput>, event: EdgeEvent): Promise<string[]> {
  const diagnostics = await workspace.diagnostics({ handler }, [{ events: { [event]: ["handler"] } }]);
  return diagnostics.filter(({ severity }) => severity === "error").map(describeDiagnostic);
}

/** Returns the reports for a portable handler whose function has a body; its message is called `message`. */
async function reported(event: EdgeEvent, body: string, { config, before = "", runtime }: Options = {}) {
  if (config !== undefined) {
    workspace.write("handler/config.ts", 'import { z } from "zod";\nexport const config = z.any();\n');
  }
  const on = declaring[event];
  workspace.write(
    "handler/handler.ts",
    `import { ${on}, html, json, redirect, respond } from "@featheredge/edge-sdk";\n${before}\nexport default ${on}((message: any, { config, request }: any) => {\n${body}\n});\n`,
  );
  return await errors({ config, runtime }, event);
}

/** The warnings about a handler in AWS's own form. */
async function warningsOfNative(event: EdgeEvent, source: string) {
  workspace.write("handler/handler.js", source);
  const { functions } = await workspace.build({ handler: {} }, [{ events: { [event]: ["handler"] } }]);
  return functions.flatMap(({ warnings }) => warnings.map(describeDiagnostic));
}

/** Returns the reports for a handler in AWS's own form. */
async function reportedOfNative(event: EdgeEvent, source: string) {
  workspace.write("handler/handler.js", source);
  return await errors({}, event);
}

describe("a header that CloudFront keeps to itself", () => {
  it("is reported at the author's line and column, with rule, fix and page", async () => {
    expect(await reported("viewer-response", '  message.headers.set("X-Cache", "1");\n  return message;')).toEqual([
      "edge-handlers/handler/handler.ts:4:3: The header 'X-Cache' is CloudFront's own; a function that adds or changes it makes CloudFront answer 502. Leave it alone. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html",
    ]);
  });

  it.each<[string, EdgeEvent, string]>([
    ["of a request", "viewer-request", 'message.headers.set("connection", "close"); return message;'],
    ["that is appended", "origin-request", 'message.headers.append("x-edge-a", "1"); return message;'],
    ["of a response", "origin-response", 'message.headers.set("keep-alive", "1"); return message;'],
    ["of a response that it makes", "viewer-request", 'return respond(200, "", { "x-real-ip": "1" });'],
    [
      "of one that it makes and changes",
      "viewer-request",
      'const r = html(""); r.headers.set("x-cache", "1"); return r;',
    ],
    [
      "by a name for the headers",
      "viewer-request",
      'const { headers } = message; headers.set("trailer", ""); return message;',
    ],
    [
      "by a name for the name",
      "viewer-request",
      'const name = "x-cache"; message.headers.set(name, "1"); return message;',
    ],
    [
      "one of several",
      "viewer-request",
      'for (const name of ["a", "x-cache"]) message.headers.set(name, "1"); return message;',
    ],
    [
      "at the end of a chain of calls",
      "viewer-request",
      'const r = message.rewrite("/a"); r.headers.set("x-cache", ""); return message;',
    ],
  ])("is reports %s", async (_, event, body) => {
    const reports = await reported(event, body);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toContain("is CloudFront's own");
  });

  it("is reports in a function that the handler calls", async () => {
    const before = 'function mark(headers: any, name: string) { headers.set(name, "1"); }';
    const body = 'mark(message.headers, "x-a"); mark(message.headers, "x-cache"); return message;';
    expect(await reported("viewer-request", body, { before })).toEqual([
      expect.stringMatching(/handler\.ts:2:45: The header 'x-cache'/),
    ]);
  });

  it("is reports in a file that the handler imports, by that file's line", async () => {
    workspace.write(
      "shared/mark.ts",
      'export function mark(response: any) {\n  response.headers.set("via", "1");\n  return response;\n}\n',
    );
    const before = 'import { mark } from "../shared/mark.ts";';
    expect(await reported("origin-response", "return mark(message);", { before })).toEqual([
      expect.stringMatching(/^edge-handlers\/shared\/mark\.ts:2:3: The header 'via' is read-only at origin-response/),
    ]);
  });

  it("is reports where config names it, and not in a branch that config rules out", async () => {
    const body = `
  if (config.mode === "mark") message.headers.set("x-edge-mark", "1");
  for (const header of config.set) message.headers.set(header.name, header.value);
  message.headers.set(config.name, "1");
  return message;`;
    const config = (mode: string, name: string, set: string) => ({
      config: {
        mode,
        name,
        set: [
          { name: "x-a", value: "1" },
          { name: set, value: "1" },
        ],
      },
    });
    expect(await reported("viewer-request", body, config("leave", "x-b", "x-c"))).toEqual([]);
    const reports = await reported("viewer-request", body, config("mark", "x-cache", "x-real-ip"));
    expect(reports.map((message) => /handler\.ts:(\d+):\d+: The header '(.*?)'/.exec(message)?.slice(1))).toEqual([
      ["5", "x-edge-mark"],
      ["6", "x-real-ip"],
      ["7", "x-cache"],
    ]);
  });

  it.each<[string, EdgeEvent, string]>([
    ["that it deletes, since it is not there", "viewer-response", 'message.headers.delete("x-cache"); return message;'],
    ["that it reads", "viewer-request", 'return respond(200, message.headers.get("x-real-ip"));'],
    [
      "of something else",
      "viewer-request",
      'const m = new Map(); m.set("x-cache", 1); return respond(200, String(m.size));',
    ],
    ["of a query", "viewer-request", 'message.query.set("connection", "1"); return message;'],
    [
      "of another request",
      "origin-request",
      'const sent = { headers: { connection: "close" } }; sent.headers.connection = "open"; return respond(200, JSON.stringify(sent));',
    ],
    [
      "of the request, where the response goes on",
      "viewer-response",
      'request.headers.set("x-cache", "1"); return message;',
    ],
  ])("is not made a fault of %s", async (_, event, body) => {
    expect(await reported(event, body, { runtime: "lambda-at-edge" })).toEqual([]);
  });
});

describe("a read-only header", () => {
  it.each<[EdgeEvent, string, EdgeEvent]>([
    ["viewer-request", "host", "origin-request"],
    ["origin-request", "if-none-match", "viewer-request"],
    ["origin-response", "transfer-encoding", "origin-response"],
    ["viewer-response", "content-encoding", "origin-response"],
  ])("is reported at %s: %s", async (event, name, other) => {
    const [set, deleted] = [`message.headers.set("${name}", "1");`, `message.headers.delete("${name}");`];
    for (const body of [set, deleted]) {
      expect((await reported(event, `${body} return message;`))[0]).toContain(`'${name}' is read-only at ${event}`);
    }
    if (other !== event) expect(await reported(other, `${set} return message;`)).toEqual([]);
  });

  it("is free in a response that a request event makes", async () => {
    expect(await reported("viewer-request", 'return respond(200, "", { "content-length": "0" });')).toEqual([]);
  });
});

describe("a response's status", () => {
  it.each<[string, EdgeEvent, string, string]>([
    ["of respond()", "viewer-request", "return respond(199);", "199"],
    ["of html()", "viewer-request", 'return html("", 600);', "600"],
    ["of json()", "viewer-request", "return json({}, 99);", "99"],
    ["of redirect()", "viewer-request", 'return redirect("/", 700);', "700"],
    ["that is set", "origin-response", "message.status = 1000; return message;", "1000"],
  ])("outside 200 to 599 is reported %s", async (_, event, body, status) => {
    expect((await reported(event, body))[0]).toContain(
      `The status is ${status}; CloudFront takes a whole number from 200`,
    );
  });

  it("is reported where config names it", async () => {
    const body = "return respond(config.status);";
    expect(await reported("viewer-request", body, { config: { status: 200 } })).toEqual([]);
    expect((await reported("viewer-request", body, { config: { status: 600 } }))[0]).toContain("The status is 600");
  });

  it("of 204 has no body", async () => {
    expect((await reported("viewer-request", 'return respond(204, "gone");'))[0]).toContain("status 204 has a body");
    expect(await reported("viewer-request", 'return respond(204, "");')).toEqual([]);
    expect(await reported("viewer-request", "return respond(204);")).toEqual([]);
  });

  it("can't be changed by Lambda@Edge at viewer-response, where CloudFront Functions can", async () => {
    const body = "message.status = 404; return message;";
    expect(await reported("viewer-response", body)).toEqual([]);
    expect(await reported("viewer-response", body, { runtime: "lambda-at-edge" })).toEqual([
      expect.stringContaining("handler.ts:4:1: Lambda@Edge can't change the status at viewer-response."),
    ]);
    expect(await reported("origin-response", body)).toEqual([]);
  });
});

describe("a constant body", () => {
  it("is held to 40 KB at viewer events of Lambda@Edge, and to 1 MB at origin events", async () => {
    const of = async (event: EdgeEvent, bytes: number) =>
      await reported(event, "return html(config.page);", {
        config: { page: "a".repeat(bytes) },
        runtime: "lambda-at-edge",
      });
    expect(await of("viewer-request", 40_960)).toEqual([]);
    expect((await of("viewer-request", 40_961))[0]).toContain(
      "handler.ts:4:8: The body has 40961 B; a response that Lambda@Edge makes at viewer-request takes 40960 B",
    );
    expect(await of("origin-request", 1_048_576)).toEqual([]);
    expect((await of("origin-request", 1_048_577))[0]).toContain("at origin-request takes 1048576 B");
  });
});

describe("a URI that a request is rewritten to", () => {
  it.each([
    'return message.rewrite("index.html");',
    'message.path = "index.html"; return message;',
    "return message.rewrite(`index${message.path}`);",
    'return message.rewrite("index" + message.path);',
    'return message.rewrite("");',
  ])("begins with a slash: %s", async (body) => {
    expect((await reported("viewer-request", body))[0]).toMatch(
      /handler\.ts:4:\d+: The URI "(index.*)?" does not begin/,
    );
  });

  it.each([
    'return message.rewrite("/index.html");',
    "return message.rewrite(`/en${message.path}`);",
    'return message.rewrite(message.path + "index.html");',
    "return message.rewrite(`${message.path}index.html`);",
  ])("may be only known in part: %s", async (body) => {
    expect(await reported("viewer-request", body)).toEqual([]);
  });

  it("has fewer than 8,192 characters", async () => {
    const body = "return message.rewrite(config.to);";
    const to = (length: number) => ({ config: { to: `/${"a".repeat(length - 1)}` } });
    expect(await reported("viewer-request", body, to(8_191))).toEqual([]);
    expect((await reported("viewer-request", body, to(8_192)))[0]).toContain("A URI of 8192 characters");
  });
});

describe("a native CloudFront Function", () => {
  it.each([
    ["response.headers['x-cache'] = { value: '1' };", "3:3: The header 'x-cache' is CloudFront's own"],
    ["response.headers.via = { value: '1' };", "3:3: The header 'via' is read-only at viewer-response"],
    ["delete response.headers.warning;", "3:3: The header 'warning' is read-only at viewer-response"],
    ["response.statusCode = 600;", "3:3: The status is 600"],
  ])("is reported for %s", async (line, expected) => {
    const source = `function handler(event) {\n  var response = event.response;\n  ${line}\n  return response;\n}\n`;
    const reports = await reportedOfNative("viewer-response", source);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toContain(`edge-handlers/handler/handler.js:${expected}`);
  });

  it("is reported for the response that it makes", async () => {
    const source = `function handler(event) {
  return { statusCode: 302, headers: { location: { value: "/" + event.request.uri }, connection: { value: "close" } } };
}
`;
    expect(await reportedOfNative("viewer-request", source)).toEqual([
      expect.stringMatching(/handler\.js:2:86: The header 'connection' is CloudFront's own/),
    ]);
  });

  it("is reported for a URI without its slash", async () => {
    const source = 'function handler(event) {\n  event.request.uri = "index.html";\n  return event.request;\n}\n';
    expect((await reportedOfNative("viewer-request", source))[0]).toContain('handler.js:2:3: The URI "index.html"');
  });
});

describe("a native Lambda@Edge function", () => {
  const taking = (body: string) => `exports.handler = async (event) => {\n  ${body}\n};\n`;

  it.each<[string, EdgeEvent, string]>([
    [
      "const { request } = event.Records[0].cf; request.headers['x-cache'] = []; return request;",
      "origin-request",
      "'x-cache' is CloudFront's own",
    ],
    [
      "const { request: { headers } } = event.Records[0].cf; headers.via = []; return event.Records[0].cf.request;",
      "origin-request",
      "'via' is read-only",
    ],
    [
      "const response = event.Records[0].cf.response; delete response.headers['via']; return response;",
      "origin-response",
      "'via' is read-only",
    ],
    [
      "const { response } = event.Records[0].cf; response.status = '404'; return response;",
      "viewer-response",
      "can't change the status",
    ],
    [
      "const headers = { 'x-real-ip': [] }; return { status: '200', headers, body: event.Records[0].cf.request.uri };",
      "viewer-request",
      "'x-real-ip' is CloudFront's own",
    ],
    [
      "return { status: '204', headers: {}, body: 'a', bodyEncoding: event.Records[0].cf.x };",
      "viewer-request",
      "status 204 has a body",
    ],
    [
      "const { request } = event.Records[0].cf; request.uri = 'a'; return request;",
      "origin-request",
      'The URI "a" does not begin',
    ],
  ])("is reported for: %s", async (body, event, expected) => {
    const reports = await reportedOfNative(event, taking(body));
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatch(/^edge-handlers\/handler\/handler\.js:2:\d+: /);
    expect(reports[0]).toContain(expected);
  });
});

describe("an origin that a function chooses", () => {
  it.each([
    ["message.origin.update({ timeouts: { readTimeout: 121 } });", "121 seconds to answer; CloudFront takes a whole"],
    ["message.origin.update({ customHeaders: { 'x-a': config.long } });", "'x-a' has 1784 characters"],
    ["message.origin.group(['a', 'b'], [500, 418]);", "Failover on 418;"],
  ])("is held to what AWS takes: %s", async (line, expected) => {
    const reports = await reported("viewer-request", `${line} return message;`, {
      config: { long: "a".repeat(1_784) },
    });
    expect(reports).toEqual([expect.stringContaining(expected)]);
    expect(reports[0]).toMatch(/handler\.ts:4:1: /);
  });

  it.each([
    ["cf.updateRequestOrigin({ timeouts: { readTimeout: 0 } });", "0 seconds to answer"],
    ["cf.createRequestOriginGroup({ failoverCriteria: { statusCodes: [501] } });", "Failover on 501;"],
  ])("is held to it in a native function: %s", async (line, expected) => {
    const source = `import cf from 'cloudfront';\nfunction handler(event) {\n  ${line}\n  return event.request;\n}\n`;
    expect(await reportedOfNative("viewer-request", source)).toEqual([expect.stringContaining(expected)]);
  });

  it("may wait two minutes, and fail over by default", async () => {
    const body =
      "message.origin.update({ timeouts: { readTimeout: 120 } }); message.origin.group(['a', 'b']); return message;";
    expect(await reported("viewer-request", body)).toEqual([]);
  });
});

describe("a request's body that a native Lambda@Edge function replaces", () => {
  it.each([
    ["text", 40_960, 40_961],
    ["base64", 54_476, 54_477],
  ])("is held to what AWS takes as %s: %d B", async (encoding, most, over) => {
    const source = (bytes: number) =>
      `exports.handler = async (event) => {\n  const { request } = event.Records[0].cf;\n  request.body = { action: "replace", encoding: "${encoding}", data: "${"a".repeat(bytes)}" };\n  return request;\n};\n`;
    expect(await reportedOfNative("viewer-request", source(most))).toEqual([]);
    expect((await reportedOfNative("viewer-request", source(over)))[0]).toContain(
      `handler.js:3:3: The body has ${over} B; in the place of a request's, Lambda@Edge takes ${most} B`,
    );
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-response
describe("a status that a native Lambda@Edge function writes as a number", () => {
  it.each<[EdgeEvent, string]>([
    ["viewer-request", "return { status: 302, headers: { location: [{ value: '/' }] } };"],
    ["origin-response", "const { response } = event.Records[0].cf; response.status = 302; return response;"],
  ])("is accepted with a warning at %s", async (event, body) => {
    expect(await warningsOfNative(event, `exports.handler = async (event) => {\n  ${body}\n};\n`)).toEqual([
      expect.stringMatching(
        /^edge-handlers\/handler\/handler\.js:2:\d+: The status is the number 302; AWS's page says that it is a string\. Write '302'\./,
      ),
    ]);
  });

  it("is not a warning in the portable form, where it is a number", async () => {
    workspace.write(
      "handler/handler.ts",
      'import { onOriginResponse } from "@featheredge/edge-sdk";\nexport default onOriginResponse((response) => { response.status = 302; return response; });\n',
    );
    const { functions } = await workspace.build({ handler: {} }, [{ events: { "origin-response": ["handler"] } }]);
    expect(functions[0]?.warnings).toEqual([]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-read-only-headers
describe("headers that are replaced as a whole", () => {
  const lambda = (body: string) =>
    `exports.handler = async (event) => {\n  const { cf } = event.Records[0];\n  ${body}\n};\n`;
  const cloudFront = (body: string) => `function handler(event) {\n  ${body}\n}\n`;

  it.each<[EdgeEvent, string, string]>([
    [
      "viewer-request",
      lambda("cf.request.headers = {}; return cf.request;"),
      "3:3: The request's new headers are without 'host'",
    ],
    [
      "viewer-request",
      cloudFront("event.request.headers = {}; return event.request;"),
      "2:3: The request's new headers are without 'host'",
    ],
    [
      "origin-request",
      lambda("cf.request.headers = { host: cf.request.headers.host }; return cf.request;"),
      "3:3: The request's new headers are without 'via'",
    ],
  ])("are an error at %s, where every request has a read-only one: %s", async (event, source, expected) => {
    const reports = await reportedOfNative(event, source);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toContain(`handler.js:${expected}`);
  });

  it.each<[EdgeEvent, string, string]>([
    ["origin-response", lambda("return { status: '200', headers: { 'x-a': [] } };"), "'transfer-encoding', 'via'"],
    [
      "origin-response",
      lambda("cf.response.headers = { via: cf.response.headers.via }; return cf.response;"),
      "'transfer-encoding'",
    ],
    [
      "viewer-response",
      cloudFront("return { statusCode: event.request.uri ? 200 : 404 };"),
      "'content-encoding', 'content-length', 'transfer-encoding', 'via', 'warning'",
    ],
    [
      "viewer-request",
      cloudFront("event.request.headers = { host: event.request.headers.host }; return event.request;"),
      "'content-length', 'transfer-encoding', 'via'",
    ],
  ])("are a warning at %s, where some events have a read-only one: %s", async (event, source, names) => {
    expect(await warningsOfNative(event, source)).toEqual([
      expect.stringContaining(`new headers are without ${names}, read-only at ${event}: CloudFront answers 502 where`),
    ]);
  });

  it("are a warning in a response that a portable handler makes at viewer response, and kept by the SDK at origin response", async () => {
    const warnings = async (event: EdgeEvent) => {
      workspace.write(
        "handler/handler.ts",
        `import { ${declaring[event]}, html } from "@featheredge/edge-sdk";\nexport default ${declaring[event]}(() => html("made"));\n`,
      );
      const { functions } = await workspace.build({ handler: {} }, [{ events: { [event]: ["handler"] } }]);
      return functions.flatMap(({ warnings }) => warnings.map(describeDiagnostic));
    };
    expect(await warnings("viewer-response")).toEqual([
      expect.stringContaining("handler.ts:2:39: The response's new headers"),
    ]);
    expect(await warnings("origin-response")).toEqual([]);
  });

  it.each<[EdgeEvent, string]>([
    ["origin-response", lambda("return { ...cf.response, status: '200' };")],
    ["origin-response", lambda("return { status: '200', headers: cf.response.headers };")],
    ["origin-response", lambda("return { status: '200', headers: { ...cf.response.headers, 'x-a': [] } };")],
    [
      "origin-response",
      lambda("const headers = {}; headers.via = cf.response.headers.via; return { status: '200', headers };"),
    ],
    ["origin-request", lambda("return { status: '200', headers: { 'x-a': [] } };")],
    ["viewer-request", cloudFront("return { statusCode: 302, headers: { location: { value: event.request.uri } } };")],
  ])("are allowed at %s where they may have them, or are a new response's: %s", async (event, source) => {
    expect(await warningsOfNative(event, source)).toEqual([]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-query-header-cookie
describe("a header's name with capitals", () => {
  it.each<[EdgeEvent, string]>([
    ["viewer-request", "event.request.headers['X-Country'] = { value: 'ES' }; return event.request;"],
    [
      "viewer-request",
      "event.request.headers = { host: event.request.headers.host, 'X-Country': { value: 'ES' } }; return event.request;",
    ],
    ["viewer-request", "return { statusCode: 302, headers: { 'X-Country': { value: event.request.uri } } };"],
    ["viewer-response", "event.response.headers['X-Country'] = { value: 'ES' }; return event.response;"],
  ])("is an error in a native CloudFront Function at %s: %s", async (event, body) => {
    expect(await reportedOfNative(event, `function handler(event) {\n  ${body}\n}\n`)).toEqual([
      expect.stringContaining(
        "The header name 'X-Country' has capitals; a CloudFront Function that writes it makes CloudFront answer 502. Write 'x-country'.",
      ),
    ]);
  });

  it("is not in a portable handler, nor where it is deleted or read", async () => {
    expect(await reported("viewer-request", 'message.headers.set("X-Country", "ES"); return message;')).toEqual([]);
    const source =
      "function handler(event) {\n  delete event.request.headers['X-Country'];\n  return event.request;\n}\n";
    expect(await reportedOfNative("viewer-request", source)).toEqual([]);
  });
});

const inFunction = (line: string) => `function handler(event) {\n  ${line}\n  return event.request;\n}\n`;
const inLambda = (line: string) =>
  `exports.handler = async (event) => {\n  const { request } = event.Records[0].cf;\n  ${line}\n  return request;\n};\n`;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
describe("a response with its status in the other runtime's key", () => {
  it.each([
    ["returned", "if (request.uri === '/a') return { statusCode: 403, body: 'no' };", "Write status: '403'."],
    [
      "returned with a name",
      "const r = { statusCode: '403', headers: {} }; if (request.uri) return r;",
      "Write status: '403'.",
    ],
    ["returned by a choice", "return request.uri ? { statusCode: 404 } : request;", "Write status: '404'."],
    [
      "returned by a function",
      "const no = () => ({ statusCode: 403 }); if (request.uri) return no();",
      "Write status: '403'.",
    ],
    ["in a promise", "if (request.uri) return Promise.resolve({ statusCode: 403 });", "Write status: '403'."],
    ["not known", "if (request.uri) return { statusCode: Number(request.uri), body: '' };", "Name the key status."],
  ])("is refused in Lambda@Edge where it is %s", async (_, line, fix) => {
    const reports = await reportedOfNative("viewer-request", inLambda(line));
    expect(reports).toEqual([
      expect.stringMatching(
        /handler\.js:3:\d+: The status of a response is in 'statusCode', which Lambda@Edge does not read: the response has no status, and CloudFront answers 502\./,
      ),
    ]);
    expect(reports[0]).toContain(fix);
  });

  it("is refused where a callback gets it", async () => {
    const source =
      "exports.handler = (event, context, done) => {\n  done(null, { statusCode: 403, body: event.Records[0].cf.request.uri });\n};\n";
    expect(await reportedOfNative("viewer-request", source)).toEqual([expect.stringContaining("Write status: '403'.")]);
  });

  it.each([
    ["return { status: 302, headers: { location: { value: '/b' } } };", "Write statusCode: 302."],
    ["return { status: '302', statusDescription: 'Found' };", "Write statusCode: 302."],
    ["return { status: 403, body: 'no' };", "Write statusCode: 403."],
  ])("is refused in a CloudFront Function: %s", async (line, fix) => {
    const reports = await reportedOfNative("viewer-request", inFunction(`if (event.request.uri === '/a') ${line}`));
    expect(reports).toEqual([expect.stringContaining("is in 'status', which CloudFront Functions do not read")]);
    expect(reports[0]).toContain(fix);
  });

  it("gets a warning where CloudFront keeps the response's own status", async () => {
    const lambda =
      "exports.handler = async (event) => {\n  const { response } = event.Records[0].cf;\n  response.statusCode = '404';\n  return response;\n};\n";
    expect(await warningsOfNative("origin-response", lambda)).toEqual([
      expect.stringMatching(/CloudFront ignores it\. Write status: '404'\./),
    ]);
    const light =
      "function handler(event) {\n  var response = event.response;\n  response.status = 404;\n  return response;\n}\n";
    expect(await warningsOfNative("viewer-response", light)).toEqual([
      expect.stringMatching(/CloudFront ignores it\. Write statusCode: 404\./),
    ]);
  });

  it.each([
    ["is not returned", "const seen = { statusCode: 403 }; console.log(seen);"],
    ["has both keys", "if (request.uri) return { status: '403', statusCode: 403, headers: {} };"],
    [
      "is returned by a function whose result goes elsewhere",
      "const load = () => ({ statusCode: 200, headers: {} }); console.log(load());",
    ],
  ])("is not looked for in an object that %s", async (_, line) => {
    expect(await reportedOfNative("viewer-request", inLambda(line))).toEqual([]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
describe("an environment variable in Lambda@Edge", () => {
  const isUndefined = (name: string) =>
    expect.stringMatching(new RegExp(`handler\\.js:3:\\d+: process\\.env\\.${name} is always undefined: `));

  it.each([
    "request.uri = process.env.PREFIX + request.uri;",
    "request.uri = process.env['PREFIX'];",
    "request.uri = process.env?.PREFIX;",
    "const { PREFIX } = process.env; request.uri = PREFIX;",
    "const { PREFIX: prefix } = process.env; request.uri = prefix;",
    "const env = process.env; request.uri = env.PREFIX;",
    "const { env } = process; request.uri = env.PREFIX;",
  ])("is refused where its value is used: %s", async (line) => {
    expect(await reportedOfNative("origin-request", inLambda(line))).toEqual([isUndefined("PREFIX")]);
  });

  it.each([
    "if (process.env.DEBUG) console.log(request.uri);",
    "request.uri = (process.env.DEBUG || '') + request.uri;",
    "request.uri = (process.env.DEBUG ?? '') + request.uri;",
    "const { DEBUG = '' } = process.env; request.uri += DEBUG;",
    "if (typeof process.env.DEBUG === 'string') console.log(request.uri);",
    "if (process.env.DEBUG === '1') console.log(request.uri);",
    "if (typeof process === 'object' && process.env.DEBUG) console.log(request.uri);",
  ])("gets a warning where the code does without: %s", async (line) => {
    expect(await warningsOfNative("origin-request", inLambda(line))).toEqual([isUndefined("DEBUG")]);
  });

  it.each([
    "console.log(process.env.AWS_REGION, process.env.AWS_LAMBDA_FUNCTION_NAME);",
    "process.env.PREFIX = '/a'; request.uri = process.env.PREFIX + request.uri;",
    "const process = { env: { PREFIX: '/a' } }; request.uri = process.env.PREFIX;",
  ])("is not reported where it exists: %s", async (line) => {
    expect(await warningsOfNative("origin-request", inLambda(line))).toEqual([]);
  });

  it("is refused in a portable handler, by its line", async () => {
    const reports = await reported("origin-request", "return message.rewrite('/' + process.env.PREFIX);");
    expect(reports).toEqual([expect.stringMatching(/handler\.ts:4:\d+: process\.env\.PREFIX is always undefined/)]);
  });

  it.each([
    ['import process from "node:process";', "process.env.PREFIX"],
    ['import * as node from "process";', "node.env.PREFIX"],
    ['import { env } from "node:process";', "env.PREFIX"],
    ['import { env as variables } from "node:process";', "variables.PREFIX"],
  ])("is refused by the module of that name: %s", async (line, read) => {
    const source = `${line}\nexport const handler = async (event) => {\n  event.Records[0].cf.request.uri = ${read};\n  return event.Records[0].cf.request;\n};\n`;
    expect(await reportedOfNative("origin-request", source)).toEqual([isUndefined("PREFIX")]);
  });
});
