import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { copyOfThisProject } from "#fixtures/copy.ts";
import { environmentNames, loadEnvironment } from "./index.ts";

const command = join("node_modules", "@featheredge", "cli", "bin", "featheredge.js");

it("every environment with security checks meets them or says why not, with no exception that nothing needs", async () => {
  const root = copyOfThisProject();
  const environments = await Promise.all(
    environmentNames.map(async (name) => ({ name, ...(await loadEnvironment(name)) })),
  );
  const checked = environments.filter(({ protections }) => protections.securityChecks !== undefined);
  for (const { name } of checked) {
    const { stdout } = await promisify(execFile)(process.execPath, [command, "synth", name, "--json"], { cwd: root });
    const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly { readonly rule: string }[] };
    expect(diagnostics.filter(({ rule }) => rule.startsWith("FE-SEC-"))).toEqual([]);
  }
  rmSync(root, { recursive: true });
});
