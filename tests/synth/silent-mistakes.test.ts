import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Diagnostic, isRuleId } from "@featheredge/diagnostics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./app.ts";
import { checkout, repository, temporaryFolder } from "./checkout.ts";

/**
 * Mistakes that Terraform and AWS accept in silence, each with its rule, and where a fixture with the mistake is refused
 * and a correct neighbor passes: here, by a whole command, or in a test of the room that checks it.
 */
const here = "tests/synth/silent-mistakes.test.ts";
const handlers = "packages/compiler/src/verify/mistakes/mistakes.test.ts";
const stacks = "packages/synth/src/rules/silent-mistakes.test.ts";
const table: readonly (readonly [mistake: string, rule: string, tests: readonly string[]])[] = [
  ["a redirect that is never reached", "FE-HND-030", ["edge-handlers/redirects/config.test.ts"]],
  ["redirects without end", "FE-HND-031", ["edge-handlers/redirects/config.test.ts"]],
  [
    "a misspelled directive of a content security policy",
    "FE-HND-032",
    ["edge-handlers/security-headers/config.test.ts"],
  ],
  ["a keyword without quotes", "FE-HND-033", ["edge-handlers/security-headers/config.test.ts"]],
  ["an access key in a source or config", "FE-HND-034", [here, handlers]],
  ["a handler without a return", "FE-HND-035", [here, handlers]],
  ["a write to a KeyValueStore", "FE-HND-036", [here, handlers]],
  ["a type error", "FE-HND-037", [here, "packages/cli/src/type-check/check-types.test.ts"]],
  [
    "a part of the request that no policy passes on",
    "FE-DST-106",
    [here, "packages/synth/src/rules/forwarded-reads.test.ts"],
  ],
  [
    "a function that is too large because of a config",
    "FE-LIM-008",
    [here, "packages/compiler/src/verify/config-size.test.ts"],
  ],
  ["a regional web ACL", "FE-DST-100", [stacks]],
  ["a bucket as a custom origin", "FE-DST-101", [here, stacks]],
  ["HTTPS to a website endpoint", "FE-DST-102", [stacks]],
  ["an alias as its own origin", "FE-DST-103", [here, stacks]],
  ["a root object that the content lacks", "FE-DST-104", [here, stacks]],
  ["an error page that the content lacks", "FE-DST-105", [here, stacks]],
  ["an alias that the certificate does not cover", "FE-DST-037", ["packages/synth/src/rules/certificates.test.ts"]],
  ["a tag that begins with aws:", "FE-STK-020", [here, stacks]],
  ["more than 50 tags", "FE-STK-021", [stacks]],
  ["a local state for a real account", "FE-STK-022", [here, stacks]],
  ["a malformed region", "FE-STK-023", [stacks]],
  ["a malformed ARN", "FE-STK-024", [stacks]],
  ["no distributions", "FE-ENV-022", [here, "environments/index.test.ts"]],
];

const folder = temporaryFolder();
const root = join(folder, "repository");
beforeAll(() => {
  checkout(root);
  rmSync(join(root, "edge-handlers"), { recursive: true });
  write("stacks/content/site/index.html", "home");
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** The severity and rule of each diagnostic of a command that is about such a mistake, sorted. */
async function reported(command: "build" | "synth"): Promise<readonly string[]> {
  const program = [process.execPath, join(root, "packages/cli/bin/featheredge.js"), command, "dev", "--json"] as const;
  const { stdout, stderr } = await run(program, root);
  const { diagnostics }: { readonly diagnostics: readonly Diagnostic[] } = JSON.parse(stdout);
  for (const { at } of diagnostics) expect(at, stderr).toMatchObject({ file: expect.stringMatching(/\.[jt]s$/) });
  expect(stderr).not.toMatch(/AKIA[A-Z0-9]/);
  const silent = diagnostics.filter(({ rule }) => table.some(([, one]) => one === rule));
  return [...new Set(silent.map(({ severity, rule }) => `${severity} ${rule}`))].sort();
}

const sdk = 'import { onOriginRequest, onViewerRequest } from "@featheredge/edge-sdk";\n';

/** Handlers with mistakes, and with the smallest change that makes each right. */
const sources = {
  "silent/handler.ts": [
    `${sdk}export default onViewerRequest((request) => { request.rewrite("/index.html"); });\n`,
    `${sdk}export default onViewerRequest((request) => { return request.rewrite("/index.html"); });\n`,
  ],
  "leaky/handler.ts": [
    `${sdk}export default onViewerRequest((request) => request.rewrite("/AKIAIOSFODNN7EXAMPLE"));\n`,
    `${sdk}export default onViewerRequest((request) => request.rewrite("/AKIA"));\n`,
  ],
  "counter/handler.js": [
    "import cf from 'cloudfront';\nasync function handler(event) {\n  await cf.kvs().set('last', event.request.uri);\n  return event.request;\n}\n",
    "import cf from 'cloudfront';\nasync function handler(event) {\n  event.request.uri = await cf.kvs().get('last');\n  return event.request;\n}\n",
  ],
  "by-session/handler.ts": [
    `${sdk}export default onOriginRequest((request) => request.rewrite(request.cookies.get("session") ?? "/"));\n`,
    `${sdk}export default onOriginRequest((request) => request.rewrite(request.headers.get("origin") ?? "/"));\n`,
  ],
  "routes/handler.ts": [
    `${sdk}export default onViewerRequest<{ routes: Record<string, string> }>((request, { config }) => request.rewrite(config.routes[request.path] ?? "/"));\n`,
    undefined,
  ],
  "routes/config.ts": [
    'import { z } from "zod";\nexport const config = z.object({ routes: z.record(z.string(), z.string()) });\n',
    undefined,
  ],
} as const;

function writeHandlers(wrong: readonly string[]): void {
  for (const [file, [bad, good]] of Object.entries(sources)) {
    write(`edge-handlers/${file}`, wrong.includes(file.split("/")[0] ?? "") ? bad : (good ?? bad));
  }
}

interface Settings {
  readonly tag?: string;
  readonly state?: string;
  readonly page?: string;
  readonly missing?: string;
  readonly host?: string;
  readonly own?: string;
  readonly routes?: number;
}

/** An environment that is right unless a setting says otherwise. */
function environment(settings: Settings = {}): string {
  const {
    tag = "Owner",
    state = '{ type: "s3", bucket: "example-terraform-state-111122223333", region: "eu-west-1" }',
    page = "index.html",
    missing = "/index.html",
    host = "docs.example.com",
    own = "origin.example.com",
    routes = 5,
  } = settings;
  return `import type { EnvironmentInput } from "#environments/schema.ts";
const routes = Object.fromEntries(Array.from({ length: ${routes} }, (_, one) => [\`/from/\${one}/here\`, \`/to/\${one}/another/target\`]));
export default {
  account: "111122223333",
  region: "eu-west-1",
  state: ${state},
  tags: { "${tag}": "web-platform" },
  protections: { preventDestroy: false },
  logRetentionDays: 7,
  handlers: { silent: {}, leaky: {}, counter: {}, "by-session": {}, routes: { config: { routes } } },
  distributions: {
    site: {
      comment: "Site",
      traffic: { viewerRequestsPerMonth: 1_000 },
      aliases: ["www.example.com"],
      certificate: "arn:aws:acm:us-east-1:111122223333:certificate/5f0c1a52-3b1e-4d0c-9a56-0d5b7c1d2e3f",
      defaultRootObject: "${page}",
      notFoundPage: "${missing}",
      origins: {
        pages: { type: "static", content: "stacks/content/site" },
        docs: { type: "custom", domainName: "${host}" },
        app: { type: "custom", domainName: "${own}" },
      },
      defaultBehavior: { origin: "pages" },
      behaviors: [
        { pathPattern: "/silent/*", origin: "docs", viewerRequest: "silent" },
        { pathPattern: "/leaky/*", origin: "app", viewerRequest: "leaky" },
        { pathPattern: "/counter/*", origin: "pages", viewerRequest: "counter" },
        { pathPattern: "/routes/*", origin: "pages", viewerRequest: "routes" },
        { pathPattern: "/session/*", origin: "docs", cachePolicy: "CachingDisabled", originRequestPolicy: "CORS-CustomOrigin", originRequest: "by-session" },
      ],
    },
  },
} satisfies EnvironmentInput;
`;
}

describe("a mistake that Terraform and AWS accept in silence", () => {
  it.each(table)("%s has the rule %s, and tests", (_, rule, tests) => {
    expect(isRuleId(rule)).toBe(true);
    for (const test of tests) expect(existsSync(join(repository, test)), test).toBe(true);
  });

  it("is reported in handlers, all at once, by the whole command", async () => {
    writeHandlers(["silent", "leaky", "counter"]);
    write("environments/dev.ts", environment());
    expect(await reported("build")).toEqual(["error FE-HND-034", "error FE-HND-035", "error FE-HND-036"]);
  });

  it("is reported in an environment and its stacks, all at once, with the warnings about functions", async () => {
    writeHandlers(["by-session"]);
    const wrong = {
      state: '{ type: "local" }',
      page: "idnex.html",
      missing: "/40.html",
      host: "docs.s3.eu-west-1.amazonaws.com",
      own: "www.example.com",
      routes: 400,
    };
    write("environments/dev.ts", environment(wrong));
    expect(await reported("synth")).toEqual([
      "error FE-DST-101",
      "error FE-DST-103",
      "error FE-DST-104",
      "error FE-DST-105",
      "warning FE-DST-106",
      "warning FE-LIM-008",
      "warning FE-STK-022",
    ]);
  });

  it("is reported in the form of an environment: one that deploys nothing, and a tag of AWS's own", async () => {
    write(
      "environments/dev.ts",
      environment({ tag: "aws:owner" }).replace(
        /distributions: \{[\s\S]*\},\n\} satisfies/,
        "distributions: {},\n} satisfies",
      ),
    );
    expect(await reported("synth")).toEqual(["error FE-ENV-022", "error FE-STK-020"]);
  });

  it("is a type error, and its neighbor, with every other mistake corrected, passes", async () => {
    writeHandlers([]);
    write("environments/dev.ts", environment());
    const settings = JSON.parse(readFileSync(join(repository, "tsconfig.json"), "utf8"));
    write("tsconfig.json", JSON.stringify({ ...settings, include: ["edge-handlers"] }));
    const file = "edge-handlers/silent/handler.ts";
    const right = sources["silent/handler.ts"][1];
    write(file, right.replace('"/index.html"', "7"));
    expect(await reported("synth")).toEqual(["error FE-HND-037"]);
    write(file, right);
    expect(await reported("synth")).toEqual([]);
  });
});
