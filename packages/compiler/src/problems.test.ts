import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "./testing/workspace.ts";

const sdk = `import { onViewerRequest, onViewerResponse, respond } from "@featheredge/edge-sdk";\n`;
const request = `${sdk}export default onViewerRequest((request) => request);\n`;
const response = `${sdk}export default onViewerResponse((response) => response);\n`;
const at = "environments/prod.ts: distributions.site.behaviors[0]";

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace().write("redirects/handler.ts", request).write("headers/handler.ts", response);
});
afterEach(() => {
  expect(existsSync(workspace.path("out"))).toBe(false);
  workspace.remove();
});

const handle = (body: string) =>
  `${sdk}export default onViewerRequest((request) => {\n${body}\n  return request;\n});\n`;

/** The problems of one handler, pinned to CloudFront Functions. */
const pinned = (source: string) => {
  workspace.write("token-auth/handler.ts", source);
  return workspace.problems({ "token-auth": { runtime: "cloudfront-function" } }, [
    { events: { "viewer-request": ["token-auth"] } },
  ]);
};

describe("a handler that is not there", () => {
  it("is reported with the near match and the known ones when a behavior names no key", async () => {
    expect(
      await workspace.problems({ redirects: {}, headers: {} }, [{ events: { "viewer-request": ["redirect"] } }]),
    ).toEqual([
      `${at}.viewerRequest: 'redirect' is not a key of handlers. Did you mean 'redirects'? Known: headers, redirects.`,
    ]);
  });

  it("is reported with the near match and the known ones when a key names no folder", async () => {
    expect(await workspace.problems({ redirects: { handler: "redirekts" } }, [])).toEqual([
      "environments/prod.ts: handlers.redirects: there is no handler 'redirekts' in edge-handlers/. Did you mean 'redirects'? Known: headers, redirects. Write edge-handlers/redirekts/handler.ts, or name another folder by the key 'handler'.",
    ]);
  });

  it("is reported when its default export is not a handler", async () => {
    workspace.write("plain/handler.ts", "export function go(event: unknown) { return event; }\n");
    expect(await workspace.problems({ plain: {} }, [])).toEqual([
      'edge-handlers/plain/handler.ts: its default export is not a handler. Write `export default onViewerRequest((request) => …)`, or onOriginRequest, onOriginResponse, onViewerResponse, imported from "@featheredge/edge-sdk"; or, in AWS\'s own form, `function handler(event)`.',
    ]);
  });
});

describe("a config", () => {
  beforeEach(() => {
    workspace.write(
      "redirects/config.ts",
      `import { z } from "zod";
export const config = z.strictObject({ rules: z.array(z.strictObject({ from: z.string() })) });
`,
    );
  });

  it("is reported with the path, the rule and the key that was meant", async () => {
    const config = { rules: [{ from: "/a" }, { from: 7 }], rulez: [] };
    expect(await workspace.problems({ redirects: { config } }, [])).toEqual([
      "environments/prod.ts: handlers.redirects.config.rules[1].from: 7 is not a string. The schema is edge-handlers/redirects/config.ts.",
      "environments/prod.ts: handlers.redirects.config.rulez: unknown key 'rulez'. Did you mean 'rules'? Known keys: rules. The schema is edge-handlers/redirects/config.ts.",
    ]);
  });

  it("is reported when the handler takes none", async () => {
    expect(await workspace.problems({ headers: { config: { a: 1 } } }, [])).toEqual([
      "environments/prod.ts: handlers.headers.config: this handler takes no config: there is no edge-handlers/headers/config.ts. Remove the key, or export a zod schema named 'config' there.",
    ]);
  });

  it("is reported when it can't be a constant", async () => {
    workspace.write(
      "headers/config.ts",
      `import { z } from "zod"; export const config = z.strictObject({ on: z.string().transform((s) => new Date(s)) });`,
    );
    expect(await workspace.problems({ headers: { config: { on: "2020-01-01" } } }, [])).toEqual([
      "environments/prod.ts: handlers.headers.config.on: a Date can't be made a constant of the bundle. Let the schema give strings, numbers, booleans, null, arrays and plain objects.",
    ]);
  });

  it("is reported when its schema can't be loaded", async () => {
    workspace.write("headers/config.ts", "export const schema = 1;\n");
    expect(await workspace.problems({ headers: {} }, [])).toEqual([
      "edge-handlers/headers/config.ts: can't be loaded: it exports no zod schema named 'config'. It must export a zod schema named 'config'.",
    ]);
  });
});

describe("an event", () => {
  it("takes no handler of the other kind", async () => {
    expect(await workspace.problems({ headers: {} }, [{ events: { "viewer-request": ["headers"] } }])).toEqual([
      `${at}.viewerRequest: 'headers' handles a response (onViewerResponse in headers/handler.ts:2), and this event has a request to handle. List it at originResponse or viewerResponse.`,
    ]);
  });

  it("takes a handler once", async () => {
    expect(
      await workspace.problems({ redirects: {} }, [{ events: { "viewer-request": ["redirects", "redirects"] } }]),
    ).toEqual([
      `${at}.viewerRequest: 'redirects' is listed twice, which would be two functions for one event; CloudFront takes one, in which every handler runs once. Remove one of them.`,
    ]);
  });

  it("takes no handlers that are pinned apart", async () => {
    const handlers = {
      redirects: { runtime: "cloudfront-function" },
      rewrites: { handler: "redirects", runtime: "lambda-at-edge" },
    } as const;
    expect(await workspace.problems(handlers, [{ events: { "viewer-request": ["redirects", "rewrites"] } }])).toEqual([
      `${at}.viewerRequest: 'redirects' and 'rewrites' would be two functions for one event, since 'redirects' is pinned to cloudfront-function and 'rewrites' is pinned to lambda-at-edge; CloudFront takes one. Pin them alike, or move one to another event.`,
    ]);
  });

  it("at the origin takes no pin to CloudFront Functions", async () => {
    expect(
      await workspace.problems({ redirects: { runtime: "cloudfront-function" } }, [
        { events: { "origin-request": ["redirects"] } },
      ]),
    ).toEqual([
      `${at}.originRequest: 'redirects' is pinned to cloudfront-function, but origin events run in Lambda@Edge only. Unpin it, or move it to viewerRequest.`,
    ]);
  });

  it("does not mix runtimes with the behavior's other viewer event", async () => {
    const handlers = { redirects: { runtime: "lambda-at-edge" }, headers: { runtime: "cloudfront-function" } } as const;
    const events = { "viewer-request": ["redirects"], "viewer-response": ["headers"] };
    expect(await workspace.problems(handlers, [{ events }])).toEqual([
      `${at}.viewerResponse: 'headers' is pinned to cloudfront-function, but this behavior runs 'redirects' in Lambda@Edge at viewer-request (it is pinned there), and AWS does not mix the two runtimes on the viewer events of one behavior. Unpin 'headers', or move one of them to an origin event.`,
    ]);
  });

  it("has no viewer headers for Lambda@Edge at viewer request", async () => {
    workspace.write("router/handler.ts", handle("  if (request.viewer.country) console.error(request.path);"));
    expect(await workspace.problems({ router: {} }, [{ events: { "viewer-request": ["router"] } }])).toEqual([
      `${at}.viewerRequest: edge-handlers/router/handler.ts:3 reads CloudFront-Viewer-Country, which CloudFront adds after viewer request for Lambda@Edge, and this must run in Lambda@Edge: router/handler.ts:3 uses console.error, which CloudFront Functions do not have. Move it to originRequest, or out of this behavior.`,
    ]);
  });
});

describe("a pin to CloudFront Functions that can't hold", () => {
  const cannot = `${at}.viewerRequest: 'token-auth' is pinned to cloudfront-function, but can't run there:`;

  it.each([
    ["a class", "  class Token {}\n  console.log(String(new Token()));", "uses a class"],
    ["Map", "  console.log(String(new Map()));", "uses Map"],
    ["fetch", '  void fetch("https://example.com");', "uses fetch()"],
    ["a generator", "  const list = function* () { yield 1; };\n  console.log(String(list()));", "uses a generator"],
    ["lookbehind", "  console.log(String(/(?<=a)b/.test(request.path)));", "uses lookbehind in a regular expression"],
    ["BigInt", "  console.log(String(10n));", "uses BigInt"],
    ["process", "  console.log(String(process.version));", "uses process"],
    ["Array.prototype.flat", "  console.log(String([[1]].flat()));", "uses .flat() of Array"],
    ["URL", "  console.log(new URL(request.path).host);", "uses URL"],
    ["a dynamic import", '  void import("node:fs");', "uses a dynamic import"],
    ["a getter before a spread", "  console.log(String({ get x() { return 1; }, ...request }));", "uses spread (...)"],
    [
      "a generator next to a computed key",
      "  console.log(String({ [request.path]: 1, *x() { yield 1; } }));",
      "uses a generator",
    ],
    ["new.target", "  console.log(String(function () { return new.target; }));", "uses new.target or import.meta"],
  ])("reports %s at the author's line", async (_, body, what) => {
    const [problem, ...more] = await pinned(handle(body));
    expect(problem).toContain(`${cannot} token-auth/handler.ts:3 ${what}, which CloudFront Functions do not have`);
    expect(problem).toContain("Unpin it, and it runs in Lambda@Edge.");
    expect(more).toEqual([]);
  });

  it("says all of it in one paragraph", async () => {
    expect(await pinned(handle("  class Token {}\n  void fetch(String(new Token()));"))).toEqual([
      `${cannot} token-auth/handler.ts:3 uses a class, which CloudFront Functions do not have; token-auth/handler.ts:4 uses fetch(), which CloudFront Functions do not have. Unpin it, and it runs in Lambda@Edge. Or fix the source: Use a function and its prototype.`,
    ]);
  });

  it("reports a module of Node.js", async () => {
    const source = `import { readFileSync } from "node:fs";\n${handle("  console.log(readFileSync(request.path, 'utf8'));")}`;
    const [problem] = await pinned(source);
    expect(problem).toContain("token-auth/handler.ts:1 uses the module 'node:fs'");
  });

  it("reports require() at its line, and that an import would do", async () => {
    const [problem] = await pinned(handle('  console.log(require("crypto").createHash("md5").digest("hex"));'));
    expect(problem).toBe(
      `${cannot} token-auth/handler.ts:3 uses require("crypto"), which CloudFront Functions do not have. Unpin it, and it runs in Lambda@Edge. Or fix the source: Import the module at the top.`,
    );
  });

  it("reports a package by the author's import", async () => {
    const source = `import { decodeJwt } from "jose";\n${handle("  console.log(String(decodeJwt(request.path).sub));")}`;
    const [problem] = await pinned(source);
    expect(problem).toMatch(
      /token-auth\/handler\.ts:1 imports 'jose', which uses [^;]+, which CloudFront Functions do not have/,
    );
  });

  it("reports a file next to the handler", async () => {
    workspace.write("token-auth/keys.ts", "export const keys = (): unknown =>\n  new Set();\n");
    const [problem] = await pinned(`import { keys } from "./keys.ts";\n${handle("  console.log(String(keys()));")}`);
    expect(problem).toContain("token-auth/keys.ts:2 uses Set");
  });

  it("reports too many bytes: how many, how many over, and what weighs most", async () => {
    workspace.write("token-auth/table.ts", `export const table = ${JSON.stringify("x".repeat(12_000))};\n`);
    const [problem] = await pinned(`import { table } from "./table.ts";\n${handle("  console.log(table);")}`);
    expect(problem).toMatch(
      /can't run there: the bundle has 12,\d{3} B, \d,\d{3} B over the 10,240 B of a CloudFront Function \(largest: edge-handlers\/token-auth\/table\.ts 12,\d{3} B, edge-handlers\/token-auth\/handler\.ts \d+ B/,
    );
  });
});

describe("source that can't be bundled", () => {
  it("is reported once, at its line, for a syntax error", async () => {
    workspace.write("redirects/handler.ts", `${sdk}export default onViewerRequest((request) => {\n  const = 1;\n});\n`);
    expect(
      await workspace.problems({ redirects: {} }, [
        { events: { "viewer-request": ["redirects"] } },
        { events: { "origin-request": ["redirects"] } },
      ]),
    ).toEqual(['edge-handlers/redirects/handler.ts:3:9: Expected identifier but found "=".']);
  });

  it("is reported for an import that leads nowhere", async () => {
    workspace.write("redirects/handler.ts", `import { x } from "./missing.ts";\n${handle("  console.log(x);")}`);
    expect(await workspace.problems({ redirects: {} }, [{ events: { "viewer-request": ["redirects"] } }])).toEqual([
      'edge-handlers/redirects/handler.ts:1:19: Could not resolve "./missing.ts". Install the package or fix the path.',
    ]);
  });

  describe.each(["cloudfront-function", "lambda-at-edge"] as const)(
    "is reported for a load at run time: %s",
    (runtime) => {
      const unknown = (by: string) =>
        `${by}() is called with a name that is not written out, so the module can't be bundled, and a function has no files next to it to load at run time. Write the name out, as in \`${by}("./name")\`, one call for each module; or import them at the top.`;
      const load = async (file: string, source: string, more: Readonly<Record<string, string>> = {}) => {
        workspace.write(file, source);
        for (const [name, text] of Object.entries(more)) workspace.write(name, text);
        const folder = file.split("/")[0] ?? "";
        return await workspace.problems({ [folder]: { runtime } }, [{ events: { "viewer-request": [folder] } }]);
      };

      it.each(["require", "import"])("%s() in a handler", async (by) => {
        expect(await load("loader/handler.ts", handle(`  void ${by}(request.path);`))).toEqual([
          `edge-handlers/loader/handler.ts:3:8: ${unknown(by)}`,
        ]);
      });

      it("in JavaScript and in a file next to it", async () => {
        const source = `import { load } from "./load.js";\n${handle("\n  load(request.path);")}`;
        const neighbor = "export function load(name) {\n  return require(`${name}.js`);\n}\n";
        expect(await load("loader/handler.js", source, { "loader/load.js": neighbor })).toEqual([
          `edge-handlers/loader/load.js:2:10: ${unknown("require")}`,
        ]);
      });

      it("in a native handler", async () => {
        const source = {
          "cloudfront-function": "function handler(event) {\n  return require(event.request.uri);\n}\n",
          "lambda-at-edge":
            "exports.handler = async (event) => {\n  return require(event.Records[0].cf.request.uri);\n};\n",
        }[runtime];
        expect(await load("native/handler.js", source)).toEqual([
          `edge-handlers/native/handler.js:2:10: ${unknown("require")}`,
        ]);
      });
    },
  );

  it("is reported for a secret whose name is not constant", async () => {
    workspace.write(
      "redirects/handler.ts",
      `import { secret } from "@featheredge/edge-sdk/secrets";
${sdk}export default onViewerRequest(async (request) => {
  console.log(await secret(request.path));
  return request;
});
`,
    );
    expect(await workspace.problems({ redirects: {} }, [{ events: { "viewer-request": ["redirects"] } }])).toEqual([
      "edge-handlers/redirects/handler.ts:4:21: secret() is called with a name that is not constant, so the function's role can't be given just that parameter. Pass a literal, or a string of the handler's config.",
    ]);
  });
});

it("lists every problem of an environment at once, sorted", async () => {
  const problems = await workspace.problems({ gone: {}, headers: { config: 1 } }, [
    { events: { "viewer-request": ["missing", "headers"] } },
  ]);
  expect(problems.map((problem) => problem.split(": ")[1])).toEqual([
    "distributions.site.behaviors[0].viewerRequest",
    "distributions.site.behaviors[0].viewerRequest",
    "handlers.gone",
    "handlers.headers.config",
  ]);
});
