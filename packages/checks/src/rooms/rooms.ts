/**
 * The rooms of the repository. CONTRIBUTING.md's table is made of this one: after an edit, run
 * `npx tsx packages/checks/src/main.ts rooms --write`.
 */
export const ROOMS: readonly Room[] = [
  {
    folder: "environments/",
    is: "what differs per environment: data and its schema, no logic",
    mayImport: ["modules/*/options.ts", "modules/forms.ts", "edge-sdk/config", "aws-rules", "diagnostics"],
  },
  { folder: "edge-handlers/", is: "code that runs at the edge, one folder each", mayImport: ["edge-sdk"] },
  {
    folder: "modules/",
    is: "reusable CDKTF constructs, one folder each",
    mayImport: ["compiler", "synth", "aws-rules", "diagnostics"],
    usesFramework: true,
  },
  {
    folder: "stacks/",
    is: "what is deployed together, and `main.ts`, the cdktf app",
    mayImport: ["modules", "environments", "compiler", "synth", "diagnostics"],
    usesFramework: true,
  },
  {
    folder: "packages/diagnostics/",
    is: "what can be wrong: one form, the rules, and the report",
    mayImport: [],
  },
  {
    folder: "packages/aws-rules/",
    is: "AWS as data and pure predicates, each with its page",
    mayImport: ["diagnostics"],
  },
  {
    folder: "packages/edge-sdk/",
    is: "what a handler imports, and one thin adapter per runtime",
    mayImport: ["diagnostics"],
  },
  { folder: "packages/runtimes/", is: "the two edge runtimes as engines", mayImport: ["aws-rules", "diagnostics"] },
  {
    folder: "packages/compiler/",
    is: "handler source → verified artifact",
    mayImport: ["edge-sdk", "runtimes", "aws-rules", "diagnostics"],
  },
  {
    folder: "packages/synth/",
    is: "constructs → HCL, after AWS's rules for every stack are checked",
    mayImport: ["aws-rules", "diagnostics"],
    usesFramework: true,
  },
  {
    folder: "packages/inspector/",
    is: "the inspector's page, and the HTTP API between it and the loopback",
    mayImport: [],
  },
  {
    folder: "packages/loopback/",
    is: "AWS on 127.0.0.1; sees AWS's API only, nothing of our stacks",
    mayImport: ["runtimes", "aws-rules", "inspector", "diagnostics"],
  },
  {
    folder: "packages/cli/",
    is: "the commands, thin",
    mayImport: [
      "aws-rules",
      "edge-sdk",
      "runtimes",
      "compiler",
      "inspector",
      "loopback",
      "diagnostics",
      "environments",
    ],
  },
  { folder: "packages/checks/", is: "the checks of this repository that Biome can't do", mayImport: [] },
  {
    folder: "tests/fixtures/",
    is: "a project for the tests of the machinery; every room's tests may import it",
    mayImport: "every room",
    isForTests: true,
  },
  {
    folder: "examples/",
    is: "products to copy: an environment entry, a stack file and tests each",
    mayImport: "every room",
    usesFramework: true,
  },
  { folder: "tests/", is: "tests of the whole system", mayImport: "every room" },
  { folder: "bench/", is: "benchmarks", mayImport: "every room" },
  { folder: ".github/", is: "workflows and their scripts", mayImport: "every room" },
];

/** A folder whose code imports other rooms by their names only, and only those that it may import. */
export interface Room {
  /** From the repository's root, with a slash at its end. */
  folder: string;
  /** Its description in CONTRIBUTING.md. */
  is: string;
  /** Names of rooms, or of one door of a room, such as `edge-sdk/config`. */
  mayImport: readonly string[] | "every room";
  /** True if it may import cdktf and constructs. */
  usesFramework?: boolean;
  /** True if the tests of every room may import it. */
  isForTests?: boolean;
}

/** Returns a room's name: the last part of its folder. */
export const nameOf = ({ folder }: Room): string => folder.split("/").at(-2) ?? folder;
