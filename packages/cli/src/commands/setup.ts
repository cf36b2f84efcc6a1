import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { inspectNode } from "../doctor/tools.ts";
import { run } from "../process/run.ts";
import { runAttached } from "../process/run-attached.ts";
import { AlreadyReported } from "../report/failure.ts";
import { needsOf } from "../setup/needs.ts";
import { findElevation, findPackageManager } from "../setup/package-managers.ts";
import { findPythonMaker, type RunProgram } from "../setup/python-tools.ts";
import { setUp } from "../setup/set-up.ts";
import { terraformRelease } from "../setup/terraform-release.ts";
import { terraformPlatform } from "../terraform/mirrors.ts";

export interface SetupOptions {
  /** Gets the tools of the tests, too. */
  readonly tests: boolean;
  readonly yes: boolean;
}

/**
 * Gets the tools that a project needs, and explains those that it can't get.
 * @throws {DiagnosticError} when Node.js is too old.
 * @throws {AlreadyReported} when a tool is missing that nothing works without, or, with CI=true, any tool.
 */
export async function setup(context: Context, { tests, yes }: SetupOptions): Promise<void> {
  const { root, env, interruption, output, confirm } = context;
  const node = inspectNode(process.versions.node);
  if (!node.found) {
    throw DiagnosticError.of("FE-CLI-011", {
      subject: node.name,
      message: `Node.js is ${node.version}, but ${node.detail}.`,
      fix: `Get it from ${node.howToGet}.`,
    });
  }
  const elevation = findElevation(env, process.getuid?.(), confirm !== undefined);
  const onTerminal: RunProgram = ([program = "", ...args]) =>
    runAttached(program, args, { env, variables: {}, interruption });
  const unseen: RunProgram = async ([program = "", ...args]) =>
    (await run(program, args, { cwd: root, env, interruption })).exitCode;
  const inspectMachine = async () => {
    const manager = findPackageManager(env);
    return {
      hasTerraformRelease: terraformRelease.checksums[terraformPlatform()] !== undefined,
      canMakePython: (await findPythonMaker(env, unseen)) !== undefined,
      manager,
      mayInstall: manager !== undefined && (!manager.asRoot || elevation !== undefined),
    };
  };
  const missing = await setUp(context, {
    needs: needsOf(tests),
    yes,
    release: terraformRelease,
    platform: terraformPlatform(),
    elevation,
    inspectMachine,
    run: onTerminal,
    probe: unseen,
  });
  for (const { explanation } of missing) output.passOn(`\n${explanation}\n`);
  if (missing.length === 0) output.progress(`All tools ${tests ? "of the tests " : ""}are installed.`);
  else if (env.CI === "true" || missing.some(({ need }) => need.vital)) {
    throw new AlreadyReported(`missing: ${missing.map(({ need }) => need.tool).join(", ")}`);
  } else output.passOn("\nfeatheredge goes on without. With CI=true, a missing tool is an error.\n");
}
