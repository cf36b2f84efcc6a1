import { type Diagnostic, type Example, type RuleId, ruleIds, rules } from "@featheredge/diagnostics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";
import type { HandlerInput } from "../types.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

function startAgain(): void {
  workspace.remove();
  workspace = new Workspace();
}

const sdk = `import { onOriginRequest, onViewerRequest, onViewerResponse, respond } from "@featheredge/edge-sdk";
import { secret } from "@featheredge/edge-sdk/secrets";
`;
const schema = 'import { z } from "zod";\n';
const portable = `${sdk}export default onViewerRequest((request) => request);\n`;
const configured = `${sdk}export default onViewerRequest((request, { config }) => request.rewrite(JSON.stringify(config)));\n`;
const response = `${sdk}export default onViewerResponse((response) => response);\n`;

/** The handlers that the examples of environments name, by file. */
const files: Readonly<Record<string, string>> = {
  "redirects/handler.ts": configured,
  "redirects/config.ts": `${schema}export const config = z.strictObject({ rules: z.array(z.string()).default([]) }).default({ rules: [] });\n`,
  "rewrites/handler.ts": portable,
  "headers/handler.ts": response,
  "security-headers/handler.ts": response,
  "members-auth/handler.ts": `${sdk}export default onViewerRequest(async (request) => ((await fetch("https://a.example.com")).ok ? request : respond(403)));\n`,
  "country-router/handler.ts": `${sdk}export default onViewerRequest((request) => request.rewrite("/" + request.headers["cloudfront-viewer-country"]));\n`,
  "aws-form/handler.js": "function handler(event) {\n  return event.request;\n}\n",
  "for-lambda/handler.js": "exports.handler = async (event) => event.Records[0].cf.request;\n",
  "pass-on/handler.js": "export function handler(event) {\n  return event;\n}\n",
};

const eventKeys = {
  viewerRequest: "viewer-request",
  originRequest: "origin-request",
  originResponse: "origin-response",
  viewerResponse: "viewer-response",
} as const;

type Part = { readonly handlers?: Readonly<Record<string, Partial<HandlerInput>>> } & {
  readonly [Key in keyof typeof eventKeys]?: readonly string[];
};

/** Builds a part of an environment: the handlers that it does not configure have no config, and run where it says. */
async function reportedOf({ handlers = {}, ...behavior }: Part): Promise<readonly Diagnostic[]> {
  for (const [file, text] of Object.entries(files)) workspace.write(file, text);
  const listed = Object.entries(eventKeys).flatMap(([key, event]) => {
    const names = behavior[key as keyof typeof eventKeys];
    return names === undefined ? [] : [[event, names] as const];
  });
  const events = listed.length > 0 ? listed : [["viewer-request", Object.keys(handlers).slice(0, 1)] as const];
  const named = events.flatMap(([, names]) => names.map((name): [string, object] => [name, {}]));
  const configured = Object.keys(handlers).length > 0 ? handlers : Object.fromEntries(named);
  return await workspace.diagnostics(configured, [{ events: Object.fromEntries(events) }]);
}

async function build({ form }: Example, code: string, pinned: boolean): Promise<readonly Diagnostic[]> {
  if (form === "environment") return await reportedOf(new Function(`return { ${code}\n };`)());
  const name = form === "handler" ? "example/handler.js" : "example/handler.ts";
  if (form === "config") {
    workspace.write(name, configured).write("example/config.ts", `${schema}${code}\n`);
    return await workspace.diagnostics({ example: { config: { on: "2026-01-01" } } }, [
      { events: { "viewer-request": ["example"] } },
    ]);
  }
  workspace.write("example/present.ts", "export const x = 1;\n");
  workspace.write("example/table.js", "export default {};\n");
  workspace.write(name, form === "handler" ? code : sdk + code);
  const runtime = pinned ? ("cloudfront-function" as const) : undefined;
  return await workspace.diagnostics({ example: { runtime } }, [{ events: { "viewer-request": ["example"] } }]);
}

/**
 * A function that breaks FE-HND-021 would be a defect of Featheredge. FE-HND-023 is about test cases, which a build does
 * not read. FE-HND-030 to 033 are checked by the configs of 'redirects' and 'security-headers', and tested next to those.
 * FE-HND-037 is reported by commands (`packages/cli/src/type-check/`), since a build does not read types.
 * FE-PLC-013 explains other diagnostics, and a pin leads to FE-HND-013 before it is asked. FE-PLC-030 depends on the
 * distribution's pricing plan, and is tested in `placement/plans.test.ts`.
 */
const untested: readonly RuleId[] = [
  "FE-HND-021",
  "FE-HND-023",
  "FE-HND-030",
  "FE-HND-031",
  "FE-HND-032",
  "FE-HND-033",
  "FE-HND-037",
  "FE-PLC-013",
  "FE-PLC-030",
];
const ids = ruleIds.filter((id) => /^FE-(HND|PLC)-/.test(id) && !untested.includes(id));
const isBlocker = (id: RuleId) => /^FE-PLC-01/.test(id);

describe("the examples of rules about handlers and placement", () => {
  it.each(ids)("break %s, and then break none", async (id) => {
    const pinned = isBlocker(id);
    for (const [name, example] of Object.entries<Example>(rules[id].examples)) {
      const broken = (await build(example, example.wrong, pinned)).map(({ rule }) => rule);
      expect(broken, name).toEqual(expect.arrayContaining(pinned ? ["FE-PLC-003", id] : [id]));
      startAgain();
      expect(await build(example, example.right, pinned), name).toEqual([]);
      startAgain();
    }
  });
});
