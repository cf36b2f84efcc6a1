import { ourPages, pages } from "../pages.ts";
import type { Rule } from "./rule.ts";

const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;
const portable = (wrong: string, right: string) => ({ code: { form: "portable", wrong, right } }) as const;
const handWritten = (wrong: string, right: string) => ({ code: { form: "handler", wrong, right } }) as const;

/** Rules about handlers, their folders and their config. */
export const handlerRules = {
  "FE-HND-001": {
    title: "A handler that the environment does not list",
    reason:
      "A behavior names handlers by their keys below 'handlers', which say each handler's folder, config and pin.",
    page: ourPages.handlers,
    examples: environment(
      'handlers: { redirects: {} },\nviewerRequest: ["redirect"]',
      'handlers: { redirects: {} },\nviewerRequest: ["redirects"]',
    ),
  },
  "FE-HND-002": {
    title: "A handler without a folder",
    reason: "A handler is a folder below edge-handlers/ with a handler.ts or handler.js.",
    page: ourPages.handlers,
    examples: environment(
      'handlers: { redirects: { handler: "redirekts" } }',
      'handlers: { redirects: { handler: "redirects" } }',
    ),
  },
  "FE-HND-003": {
    title: "A file without a handler",
    reason: "The default export must be a handler of the SDK, or the file must have a handler in AWS's own form.",
    page: ourPages.handlers,
    examples: portable(
      "export function go(request: Request) { return request; }",
      "export default onViewerRequest((request) => request);",
    ),
  },
  "FE-HND-004": {
    title: "A config that the handler does not take",
    reason: "A handler takes a config when its folder has a config.ts that exports a schema.",
    page: ourPages.handlers,
    examples: environment("handlers: { rewrites: { config: { a: 1 } } }", "handlers: { rewrites: {} }"),
  },
  "FE-HND-005": {
    title: "A config that does not fit its schema",
    reason: "The config of a handler is checked against the schema that its config.ts exports.",
    page: ourPages.handlers,
    examples: environment(
      "handlers: { redirects: { config: { rulez: [] } } }",
      "handlers: { redirects: { config: { rules: [] } } }",
    ),
  },
  "FE-HND-006": {
    title: "A config that can't be a constant",
    reason: "A config becomes a part of the function's code, so it must consist of JSON's types.",
    page: ourPages.handlers,
    examples: {
      code: {
        form: "config",
        wrong: "export const config = z.strictObject({ on: z.string().transform((text) => new Date(text)) });",
        right: "export const config = z.strictObject({ on: z.iso.date() });",
      },
    },
  },
  "FE-HND-007": {
    title: "A config.ts without a schema",
    reason: "config.ts must export a zod schema named 'config'.",
    page: ourPages.handlers,
    examples: {
      code: {
        form: "config",
        wrong: "export const schema = z.strictObject({ on: z.iso.date() });",
        right: "export const config = z.strictObject({ on: z.iso.date() });",
      },
    },
  },
  "FE-HND-008": {
    title: "A handler at an event of the other kind",
    reason: "A handler of requests can't run at a response event, nor one of responses at a request event.",
    page: ourPages.handlers,
    examples: environment('viewerRequest: ["security-headers"]', 'viewerResponse: ["security-headers"]'),
  },
  "FE-HND-009": {
    title: "A handler that is listed twice",
    reason: "CloudFront takes one function for an event, in which every handler runs once.",
    page: pages.edgeFunctionRestrictions,
    examples: environment('viewerRequest: ["redirects", "redirects"]', 'viewerRequest: ["redirects"]'),
  },
  "FE-HND-010": {
    title: "A handler in AWS's own form next to others",
    reason: "CloudFront takes one function for an event, and only handlers of the SDK can be composed into one.",
    page: pages.edgeFunctionRestrictions,
    examples: environment('viewerRequest: ["aws-form", "redirects"]', 'viewerRequest: ["aws-form"]'),
  },
  "FE-HND-011": {
    title: "A config for a handler in AWS's own form",
    reason: "A handler in AWS's own form gets AWS's event and nothing else.",
    page: ourPages.handlers,
    examples: environment('handlers: { "aws-form": { config: { to: "/b" } } }', 'handlers: { "aws-form": {} }'),
  },
  "FE-HND-012": {
    title: "A handler in AWS's own form of unknown runtime",
    reason: "The runtime shows by event.request, as in CloudFront Functions, or event.Records, as in Lambda@Edge.",
    page: ourPages.handlers,
    examples: environment(
      'handlers: { "pass-on": {} } // it returns its event, and reads nothing of it',
      'handlers: { "pass-on": { runtime: "cloudfront-function" } }',
    ),
  },
  "FE-HND-013": {
    title: "A pin to another runtime than the handler's own",
    reason: "A handler in AWS's own form runs in the runtime that it is written for.",
    page: ourPages.handlers,
    examples: environment(
      'handlers: { "for-lambda": { runtime: "cloudfront-function" } }',
      'handlers: { "for-lambda": {} }',
    ),
  },
  "FE-HND-014": {
    title: "A CloudFront Function that would have to run in Lambda@Edge",
    reason: "Origin events run in Lambda@Edge only, and the viewer events of a behavior run in one runtime.",
    page: pages.edgeFunctionRestrictions,
    examples: environment('originRequest: ["aws-form"]', 'viewerRequest: ["aws-form"]'),
  },
  "FE-HND-016": {
    title: "Source that can't be bundled",
    reason: "The bundler could not parse the source, or could not join its modules.",
    page: ourPages.handlers,
    examples: portable(
      "export default onViewerRequest((request) => {\n  const = 1;\n  return request;\n});",
      "export default onViewerRequest((request) => {\n  const one = 1;\n  return request;\n});",
    ),
  },
  "FE-HND-017": {
    title: "An import that can't be resolved",
    reason: "Every import must lead to a file of the project or to an installed package.",
    page: ourPages.handlers,
    examples: portable(
      'import { x } from "./missing.ts";\nexport default onViewerRequest((request) => request.rewrite(`/${x}`));',
      'import { x } from "./present.ts";\nexport default onViewerRequest((request) => request.rewrite(`/${x}`));',
    ),
  },
  "FE-HND-018": {
    title: "A load of a module whose name is not written out",
    reason: "A function is one file: a module that is loaded at run time must be bundled, and so must be known.",
    page: ourPages.handlers,
    examples: portable(
      "export default onViewerRequest((request) => request.rewrite(require(request.path)));",
      'import table from "./table.js";\nexport default onViewerRequest((request) => request.rewrite(table[request.path] ?? request.path));',
    ),
  },
  "FE-HND-019": {
    title: "A secret whose name is not constant",
    reason: "The function's role is given just the parameters that it reads, so their names must be known.",
    page: ourPages.handlers,
    examples: portable(
      "export default onViewerRequest(async (request) => request.rewrite(await secret(request.path)));",
      'export default onViewerRequest(async (request) => request.rewrite(await secret("/site/api-key")));',
    ),
  },
  "FE-HND-020": {
    title: "Code that throws when the function is loaded",
    reason: "CloudFront runs the code outside of the handler when it loads the function.",
    page: pages.runtime,
    examples: handWritten(
      "JSON.parse('');\nfunction handler(event) {\n  return event.request;\n}\n",
      "function handler(event) {\n  return event.request;\n}\n",
    ),
  },
  "FE-HND-021": {
    title: "A function that njs does not load",
    reason:
      "The language check accepts the compiled function, but njs, from which CloudFront's engine was forked, does not load it. This is a defect of Featheredge.",
    page: pages.runtime,
    examples: environment("handlers: { odd: {} }", 'handlers: { odd: { runtime: "lambda-at-edge" } }'),
  },
  "FE-HND-022": {
    title: "A viewer header that Lambda@Edge does not get at viewer-request",
    reason: "CloudFront adds its CloudFront-* headers after viewer-request for Lambda@Edge.",
    page: pages.edgeFunctionRestrictions,
    examples: environment('viewerRequest: ["country-router", "members-auth"]', 'originRequest: ["country-router"]'),
  },
  "FE-HND-023": {
    title: "A file that is not a test case",
    reason: "Files in a handler's events/ folder are events of CloudFront Functions, or cases with an expected result.",
    page: ourPages.handlers,
    examples: {
      code: {
        form: "json",
        wrong: '{ "uri": "/a" }',
        right: '{ "event": { "request": { "method": "GET", "uri": "/a" } }, "expected": {} }',
      },
    },
  },
  "FE-HND-030": {
    title: "A redirect that is never reached",
    reason: "The first rule that fits a path wins, so a rule behind one that takes all its paths has no effect.",
    page: "edge-handlers/redirects/README.md",
    examples: environment(
      'rules: [{ prefix: "/blog/", to: "/news/" }, { exact: "/blog/a", to: "/b" }]',
      'rules: [{ exact: "/blog/a", to: "/b" }, { prefix: "/blog/", to: "/news/" }]',
    ),
  },
  "FE-HND-031": {
    title: "Redirects without end",
    reason: "Browsers give up after some redirects and show an error.",
    page: "edge-handlers/redirects/README.md",
    examples: environment(
      'rules: [{ exact: "/a", to: "/b" }, { exact: "/b", to: "/a" }]',
      'rules: [{ exact: "/a", to: "/c" }, { exact: "/b", to: "/c" }]',
    ),
  },
  "FE-HND-032": {
    title: "A directive that no content security policy has",
    reason: "Browsers ignore an unknown directive, so the policy would protect less than it seems to.",
    page: "edge-handlers/security-headers/README.md",
    examples: environment(
      'contentSecurityPolicy: { "script-scr": ["\'self\'"] }',
      'contentSecurityPolicy: { "script-src": ["\'self\'"] }',
    ),
  },
  "FE-HND-033": {
    title: "A keyword of a content security policy without quotes, or a misspelled one",
    reason: "Without single quotes a keyword is the name of a host, and browsers ignore an unknown keyword.",
    page: "edge-handlers/security-headers/README.md",
    examples: environment(
      'contentSecurityPolicy: { "default-src": ["self"] }',
      'contentSecurityPolicy: { "default-src": ["\'self\'"] }',
    ),
  },
  "FE-HND-034": {
    title: "An AWS access key in a handler or its config",
    reason:
      "Both become parts of the function's code, which everyone can read who may read the function, a plan or the repository.",
    page: pages.accessKeys,
    examples: {
      config: environment(
        'handlers: { redirects: { config: { rules: ["AKIAIOSFODNN7EXAMPLE"] } } }',
        'handlers: { redirects: { config: { rules: ["/a"] } } }',
      ).code,
      source: portable(
        'const key = "AKIAIOSFODNN7EXAMPLE";\nexport default onOriginRequest((request) => request.rewrite(key));',
        'const key = secret("/site/key");\nexport default onOriginRequest(async (request) => request.rewrite(await key));',
      ).code,
    },
  },
  "FE-HND-035": {
    title: "A handler without a return",
    reason: "CloudFront answers a request with an error if its function returns nothing.",
    page: pages.eventStructure,
    examples: {
      always: portable(
        'export default onViewerRequest((request) => {\n  request.rewrite("/index.html");\n});',
        'export default onViewerRequest((request) => {\n  return request.rewrite("/index.html");\n});',
      ).code,
      onOnePath: handWritten(
        "function handler(event) {\n  if (event.request.uri.endsWith('/')) {\n    event.request.uri += 'index.html';\n    return event.request;\n  }\n}\n",
        "function handler(event) {\n  if (event.request.uri.endsWith('/')) {\n    event.request.uri += 'index.html';\n  }\n  return event.request;\n}\n",
      ).code,
    },
  },
  "FE-HND-036": {
    title: "A write to a KeyValueStore",
    reason: "A function can only read its KeyValueStore. Entries are written by CloudFront's API.",
    page: pages.keyValueStoreMethods,
    examples: handWritten(
      "import cf from 'cloudfront';\nasync function handler(event) {\n  await cf.kvs().put('last', event.request.uri);\n  return event.request;\n}\n",
      "import cf from 'cloudfront';\nasync function handler(event) {\n  event.request.uri = await cf.kvs().get('last');\n  return event.request;\n}\n",
    ),
  },
  "FE-HND-037": {
    title: "A type error",
    reason:
      "Handlers, environments and stacks are TypeScript. Commands that build them check their types meanwhile, as the project's tsconfig.json says.",
    page: ourPages.commands,
    examples: portable(
      "export default onViewerRequest((request) => request.rewrite(7));",
      'export default onViewerRequest((request) => request.rewrite("/7"));',
    ),
  },
} as const satisfies Readonly<Record<`FE-HND-${string}`, Rule>>;
