import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Loopback, providerRegistryHosts } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectWith } from "../loopback/own-project.ts";
import { startProjectLoopback } from "../loopback/project-loopback.ts";
import { repository } from "../synth/checkout.ts";

const page = readFileSync(join(repository, "docs", "deploying.md"), "utf8");
const account = "123456789012";

/** The page's blocks of a language, in order. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text.trim());

/** Commands with a placeholder in capitals are for an accident, whose ids no page knows. */
const isForAccidents = (block: string) =>
  / [A-Z]+(_[A-Z]+)?( |$)/m.test(block.replace(/#.*/g, "")) && /terraform/.test(block);

/** A `gh` that notes its arguments, answers ids, and reads a secret from standard input as GitHub's does. */
const gh = `#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$GH_CALLS"
case "$*" in
  "api users/"*|"api orgs/"*) echo 4711 ;;
  "secret set"*) key="$(cat)"; [ "\${#key}" -eq 44 ] || exit 1 ;;
esac
`;

let root: string;
let loopback: Loopback;
let callsFile: string;

beforeAll(async () => {
  root = projectWith({ handlers: {} });
  const registry = join(root, "environments", "index.ts");
  writeFileSync(registry, readFileSync(registry, "utf8").replaceAll("qa", "prod"));
  rmSync(join(root, "environments", "qa.ts"));
  const [environment = ""] = blocks("ts");
  // The loopback serves at once, but the provider waits half a minute before its first look.
  writeFileSync(
    join(root, "environments", "prod.ts"),
    environment.replace('comment: "Site",', 'comment: "Site",\n      waitForDeployment: false,'),
  );
  mkdirSync(join(root, "bin"));
  writeFileSync(join(root, "bin", "gh"), gh);
  chmodSync(join(root, "bin", "gh"), 0o755);
  callsFile = join(root, "gh-calls");
  loopback = await startProjectLoopback(root);
  // The shell's AWS is the loopback, and so is its proxy, through which Terraform installs the provider.
  await loopback.tunnel(providerRegistryHosts);
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

/** Runs a block as a reader does, with the loopback's credentials as those of the shell. */
async function runBlock(block: string): Promise<string> {
  // The project's own commands, as `npm install` puts them on PATH for npx.
  const path = `${join(root, "bin")}:${join(root, "node_modules", ".bin")}:${process.env.PATH}`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-e", "-o", "pipefail", "-c", block], {
    cwd: root,
    maxBuffer: 1 << 26,
    env: { ...process.env, ...loopback.environment(account), PATH: path, GH_CALLS: callsFile, CI: "true" },
  });
  return stdout + stderr;
}

describe("docs/deploying.md, run from its first command to its last in an empty account", () => {
  const commands = blocks("sh");

  it("has commands for the whole way, and only those for accidents have placeholders", () => {
    const text = commands.join("\n");
    for (const command of ["bootstrap prod", "gh variable set", "plan prod --save", "apply prod", "cdktf plan"]) {
      expect(text).toContain(command);
    }
    expect(commands.filter(isForAccidents).length).toBeLessThanOrEqual(1);
  });

  it("bootstraps, sets up GitHub, deploys, and finds nothing to change", { timeout: 1_200_000 }, async () => {
    const outputs = new Map<string, string>();
    for (const block of commands.filter((one) => !isForAccidents(one))) outputs.set(block, await runBlock(block));
    const outputOf = (part: string) => [...outputs].findLast(([block]) => block.includes(part))?.[1] ?? "";
    expect(outputOf("bootstrap prod")).toContain("Moving the state of foundation-prod");
    expect(outputOf("apply prod")).toMatch(/Apply complete! Resources: \d+ added/);
    expect(outputs.get("npx featheredge plan prod")).toContain("No changes");
    expect(outputOf("cdktf plan")).toContain("No changes");
    // The page's commands for GitHub are those that bootstrap prints.
    const printed = outputOf("bootstrap prod")
      .split("\n")
      .filter((line) => /^(gh |key=)/.test(line));
    expect(commands).toContain(printed.join("\n"));
    const calls = readFileSync(callsFile, "utf8").split("\n");
    expect(calls).toContain(
      `variable set APPLY_ROLE_ARN --repo example/site --env prod --body arn:aws:iam::${account}:role/featheredge/featheredge-prod-apply`,
    );
    expect(calls.filter((call) => call.startsWith("secret set FEATHEREDGE_PLAN_KEY"))).toHaveLength(2);
    expect(calls.some((call) => call.includes("reviewers[][id]=4711"))).toBe(true);
    expect(existsSync(join(root, ".featheredge", "plans", "prod"))).toBe(false);
  });
});
