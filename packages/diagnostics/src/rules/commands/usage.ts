import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about commands and the files that they read. */
export const usageRules = {
  "FE-CLI-001": {
    title: "A command that is not as its help describes it",
    reason: "Each command takes the arguments and options that its help lists, and some options exclude each other.",
    page: ourPages.commands,
    examples: {
      unknownOption: shell("npx featheredge plan prod --jsn", "npx featheredge plan prod --json"),
      together: shell("npx featheredge build --watch --json", "npx featheredge build --json"),
      required: shell("npx featheredge destroy dev --yes", "npx featheredge destroy dev --loopback --yes"),
    },
  },
  "FE-CLI-040": {
    title: "A distribution without a KeyValueStore",
    reason: "'kvs' works on the store of a distribution that was applied.",
    page: ourPages.commands,
    examples: { code: shell("npx featheredge kvs diff prod stie", "npx featheredge kvs diff prod site") },
  },
  "FE-CLI-041": {
    title: "A key that a KeyValueStore does not have",
    reason: "'kvs get' prints the value of a key of the store.",
    page: ourPages.commands,
    examples: { code: shell("npx featheredge kvs get prod site flag", "npx featheredge kvs get prod site flags") },
  },
  "FE-CLI-002": {
    title: "A command outside of a project",
    reason: "A project is a folder with a cdktf.json. A command looks for it in its folder and in the folders above.",
    page: ourPages.commands,
    examples: { code: shell("cd / && npx featheredge build", "cd my-site && npx featheredge build") },
  },
  "FE-CLI-003": {
    title: "A file of the project that is missing or can't be loaded",
    reason: "Commands read environments/index.ts and run stacks/main.ts, and 'new stack' adds a line to two lists.",
    page: ourPages.commands,
    examples: { code: shell("rm environments/index.ts", "git checkout environments/index.ts") },
  },
  "FE-CLI-004": {
    title: "A behavior that runs no function",
    reason: "'explain' takes a behavior by its path pattern, its key, or the path of a request that it serves.",
    page: ourPages.commands,
    examples: { code: shell("npx featheredge explain prod '/membrs/*'", "npx featheredge explain prod '/members/*'") },
  },
  "FE-CLI-005": {
    title: "An id that no rule has",
    reason: "'rules' explains the rules that diagnostics name.",
    page: ourPages.commands,
    examples: { code: shell("npx featheredge rules FE-CFX-014", "npx featheredge rules FE-CFF-014") },
  },
  "FE-CLI-006": {
    title: "A file that can't be read as JSON",
    reason: "Events, test cases and the file of '--config' are JSON.",
    page: ourPages.commands,
    examples: {
      code: { form: "json", wrong: '{ "request": { "uri": "/a", } }', right: '{ "request": { "uri": "/a" } }' },
    },
  },
  "FE-CLI-007": {
    title: "A case that does not hold",
    reason: "'run' compares the result of a case with what the case expects.",
    page: ourPages.handlers,
    examples: {
      code: {
        form: "json",
        wrong: '{ "event": { "request": { "uri": "/a" } }, "expected": { "request": { "uri": "/b" } } }',
        right: '{ "event": { "request": { "uri": "/a" } }, "expected": { "request": { "uri": "/a" } } }',
      },
    },
  },
  "FE-CLI-008": {
    title: "A handler that fails on its event",
    reason: "'run' reports an error that the handler throws, or a result that the runtime does not accept.",
    page: ourPages.handlers,
    examples: {
      code: {
        form: "portable",
        wrong: "export default onViewerRequest((request) => request.rewrite(JSON.parse(request.query.to)));",
        right: "export default onViewerRequest((request) => request.rewrite('/b'));",
      },
    },
  },
  "FE-CLI-009": {
    title: "A handler that an engine can't run",
    reason: "'--engine node' runs handlers that use the SDK. The other engines run handlers in AWS's own form, too.",
    page: ourPages.commands,
    examples: {
      code: shell(
        "npx featheredge run aws-form event.json --engine node",
        "npx featheredge run aws-form event.json --engine quickjs",
      ),
    },
  },
  "FE-CLI-010": {
    title: "A name that can't be given",
    reason: "'new' writes a folder by the name, which must be free, and which an environment must be able to list.",
    page: ourPages.commands,
    examples: { code: shell("npx featheredge new handler GeoRouter", "npx featheredge new handler geo-router") },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
