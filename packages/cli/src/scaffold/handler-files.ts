/** The files of a new handler by their path in its folder: small, complete, and with tests that pass. */
export function handlerFiles(name: string): ReadonlyMap<string, string> {
  return new Map([
    ["handler.ts", handler],
    ["config.ts", config],
    ["handler.test.ts", test(name)],
    ["README.md", readme(name)],
    ["events/_config.json", json({ header: "x-greeting", value: "hello" })],
    ["events/adds-the-header.json", json(adds)],
    ["events/keeps-the-viewers-header.json", json(keeps)],
  ]);
}

const handler = `import { onViewerRequest } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>((request, { config }) => {
  if (!request.headers.has(config.header)) request.headers.set(config.header, config.value);
  return request;
});
`;

const config = `import { z } from "zod";

/** A header that every request to the origin has. */
export const config = z.strictObject({
  header: z.string().regex(/^[a-z][a-z0-9-]*$/, "a header's name in lower case"),
  value: z.string().regex(/^[ -~]+$/, "printable ASCII"),
});

export type Config = z.output<typeof config>;
`;

const test = (name: string) => `import path from "node:path";
import { loadCases, mismatches, runCase } from "@featheredge/edge-sdk/testing";
import { describe, expect, test } from "vitest";
import { config } from "./config.ts";
import handler from "./handler.ts";

describe("${name}", () => {
  test.each(loadCases(path.join(import.meta.dirname, "events")))("$file: $case", async (found) => {
    const outcome = await runCase(handler, found, config.parse(found.config));
    expect(mismatches(found.expected, outcome)).toEqual([]);
  });

  test("rejects a header whose name is not valid", () => {
    expect(() => config.parse({ header: "not a name", value: "hello" })).toThrow(/header's name/);
  });
});
`;

const readme = (name: string) => `# ${name}

Viewer request. Gives every request a header, unless the viewer sent one of that name.

\`\`\`ts
{ header: "x-greeting", value: "hello" }
\`\`\`

Run one event: \`npx featheredge run ${name} edge-handlers/${name}/events/adds-the-header.json\`. To attach it, list it in an environment below \`handlers\`, with its config, and at a behavior's \`viewerRequest\`.
`;

const request = { method: "GET", uri: "/", querystring: {}, cookies: {} };
const host = { value: "www.example.com" };

const adds = {
  case: "a request gets the header",
  event: { request: { ...request, headers: { host } } },
  expected: { request: { uri: "/", headers: { host, "x-greeting": { value: "hello" } } } },
};

const keeps = {
  case: "a header that the viewer sent stays",
  event: { request: { ...request, headers: { host, "x-greeting": { value: "good day" } } } },
  expected: { request: { headers: { "x-greeting": { value: "good day" } } } },
};

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
