import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@featheredge/diagnostics";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run } from "./app.ts";
import { checkout, temporaryFolder } from "./checkout.ts";

const folder = temporaryFolder();
const root = join(folder, "repository");
const environmentFile = "environments/dev.ts";
const handlerFile = "edge-handlers/redirects/handler.ts";
const originals = new Map<string, string>();

beforeAll(() => {
  checkout(root);
  for (const file of [environmentFile, handlerFile]) originals.set(file, readFileSync(join(root, file), "utf8"));
});
beforeEach(() => {
  for (const [file, text] of originals) writeFileSync(join(root, file), text);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command as a user does. */
const featheredge = (...args: readonly string[]) =>
  run([process.execPath, join(root, "packages/cli/bin/featheredge.js"), ...args], root);

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
}

/** The one JSON document on standard output. */
const diagnosticsIn = (stdout: string): readonly Diagnostic[] => JSON.parse(stdout).diagnostics;

/** A mistake, and its report: the rule, the position and the line of source with a caret below the mistake. */
interface Mistake {
  readonly edits: readonly (readonly [file: string, from: string, to: string])[];
  readonly rule: string;
  readonly position: string;
  readonly excerpt: string;
}

const mistakes: Readonly<Record<string, Mistake>> = {
  "the compiler's": {
    edits: [[handlerFile, '"./moved.ts"', '"./gone.ts"']],
    rule: "FE-HND-017",
    position: "edge-handlers/redirects/handler.ts:3:25",
    excerpt: '  3 | import { movedTo } from "./gone.ts";\n    |                         ^\n',
  },
  "an environment's": {
    edits: [[environmentFile, "priceClass:", "priceClas:"]],
    rule: "FE-ENV-001",
    position: "environments/dev.ts:25:7: distributions.site.priceClas",
    excerpt: '  25 |       priceClas: "PriceClass_100",\n     |       ^\n',
  },
  "a stack's": {
    edits: [
      [
        environmentFile,
        '["dev.example.com"]',
        "Array.from({ length: 101 }, (_, number) => `dev-${number}.example.com`)",
      ],
    ],
    rule: "FE-DST-002",
    position: "environments/dev.ts:23:7: distributions.site.aliases",
    excerpt:
      "  23 |       aliases: Array.from({ length: 101 }, (_, number) => `dev-${number}.example.com`),\n     |       ^\n",
  },
};

/** Runs a command on a mistake. Standard error has the report for people, with and without `--json`. */
async function fail({ edits, rule, position, excerpt }: Mistake, ...command: readonly string[]) {
  for (const [file, from, to] of edits) edit(file, from, to);
  const { exitCode, stdout, stderr } = await featheredge(...command);
  expect(stderr).toContain(`error ${rule}: ${position}: `);
  expect(stderr).toContain(excerpt);
  expect(stderr).not.toMatch(/\n {4}at |node:internal/);
  expect(exitCode).toBe(1);
  return stdout;
}

/** A diagnostic as JSON has it. */
const located = ({ rule, position }: Mistake) => {
  const [file, line, column] = position.split(":");
  return { rule, severity: "error", at: { file, line: Number(line), column: Number(column) } };
};

describe.each(Object.entries(mistakes))("%s mistake", (_, mistake) => {
  it("is reported with its rule, position and source, and standard output is empty", async () => {
    expect(await fail(mistake, "build", "dev")).toBe("");
  });

  it("is one JSON document on standard output with --json", async () => {
    expect(diagnosticsIn(await fail(mistake, "synth", "dev", "--json"))).toMatchObject([located(mistake)]);
  });
});

describe("a mistake that only the synthesized stack shows", () => {
  it.each([["build"], ["explain"], ["plan", "--loopback"], ["apply", "--loopback", "--yes"], ["prune", "--loopback"]])(
    "is one JSON document of %s --json",
    async (command, ...options) => {
      const mistake = mistakes["a stack's"] as Mistake;
      expect(diagnosticsIn(await fail(mistake, command, "dev", ...options, "--json"))).toMatchObject([
        located(mistake),
      ]);
    },
  );
});

describe("several mistakes", () => {
  it("are reported at once, over all environments", async () => {
    edit(environmentFile, "priceClass:", "priceClas:");
    edit(environmentFile, '"111122223333"', '"1111"');
    const prod = join(root, "environments/prod.ts");
    const before = readFileSync(prod, "utf8");
    writeFileSync(prod, before.replace("region:", "regoin:"));
    try {
      const { stdout } = await featheredge("build", "--json");
      expect(diagnosticsIn(stdout).map(({ rule, at }) => [rule, at?.file, at?.line])).toEqual([
        ["FE-ENV-003", "environments/dev.ts", 6],
        ["FE-ENV-001", "environments/dev.ts", 25],
        ["FE-ENV-002", "environments/prod.ts", undefined],
        ["FE-ENV-001", "environments/prod.ts", 7],
      ]);
    } finally {
      writeFileSync(prod, before);
    }
  });
});

describe("a mistake on the command line", () => {
  const event = join(root, "event.json");

  it.each([
    ["an unknown option", ["plan", "dev", "--jsn", "--json"], "FE-CLI-001", undefined],
    ["a missing argument", ["plan", "--json"], "FE-CLI-001", undefined],
    ["options that exclude each other", ["build", "--watch", "--json"], "FE-CLI-001", undefined],
    ["an unknown environment", ["apply", "deev", "--json"], "FE-ENV-004", undefined],
    ["no saved plan", ["apply", "dev", "--json"], "FE-CLI-020", undefined],
    ["no terminal to ask on", ["destroy", "dev", "--loopback", "--json"], "FE-CLI-023", undefined],
    ["an unknown handler", ["run", "redirekts", event, "--json"], "FE-HND-002", undefined],
    ["an unknown rule", ["rules", "FE-XXX-001", "--json"], "FE-CLI-005", undefined],
    [
      "a protected environment",
      ["destroy", "prod", "--loopback", "--json"],
      "FE-CLI-022",
      { file: "environments/prod.ts", line: 10, column: 18, key: "protections.preventDestroy" },
    ],
  ] as const)("is reported for %s", async (_, args, rule, at) => {
    writeFileSync(event, '{ "request": { "uri": "/a" } }');
    const forMachines = await featheredge(...args);
    expect(diagnosticsIn(forMachines.stdout)).toMatchObject([{ rule, ...(at && { at }) }]);
    expect(forMachines.stderr).toContain(`error ${rule}: `);
    expect(forMachines.exitCode).toBe(1);
  });

  it("is reported with the source in the file that the command reads", async () => {
    const { exitCode, stdout, stderr } = await featheredge("destroy", "prod", "--loopback");
    expect(stderr).toBe(
      `error FE-CLI-022: environments/prod.ts:10:18: protections.preventDestroy: is true, so Terraform does not destroy resources that hold data. Add --unprotect to lift that on the loopback, for this run only.
  10 |   protections: { preventDestroy: true },
     |                  ^
`,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  });

  it("is reported for a case that does not hold, and the result is not printed next to it", async () => {
    const expected = { response: { statusCode: 418 } };
    writeFileSync(event, JSON.stringify({ event: { request: { uri: "/a" } }, config: { rules: [] }, expected }));
    const { exitCode, stdout } = await featheredge("run", "redirects", event, "--engine", "node", "--json");
    expect(diagnosticsIn(stdout)).toMatchObject([{ rule: "FE-CLI-007", at: { file: "event.json" } }]);
    expect(exitCode).toBe(1);
  });
});
