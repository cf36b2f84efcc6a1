import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { type Elevation, installCommands, type PackageManager } from "./package-managers.ts";
import type { Machine, Step } from "./plan.ts";
import { findPythonMaker, getPythonTools, type RunProgram } from "./python-tools.ts";
import { getTerraform, type TerraformRelease } from "./terraform-release.ts";
import { toolsFolder } from "./tools-folder.ts";

/** Options of all steps. */
export interface StepTools {
  readonly release: TerraformRelease;
  /** Terraform's name of the platform, such as `linux_amd64`. */
  readonly platform: string;
  readonly elevation: Elevation | undefined;
  /** Runs a program on the user's terminal. */
  readonly run: RunProgram;
  /** Runs a program without showing its output. */
  readonly probe: RunProgram;
}

/** Takes one step. @throws {DiagnosticError} when it fails. */
export async function takeStep(step: Step, machine: Machine, context: Context, options: StepTools): Promise<void> {
  const tools = toolsFolder(context.root);
  switch (step.kind) {
    case "terraform":
      return getTerraform(options.release, options.platform, tools, context.interruption.stop);
    case "python": {
      const maker = await findPythonMaker(context.env, options.probe);
      if (maker === undefined) {
        throw DiagnosticError.of("FE-CLI-012", {
          message: "Neither uv nor a Python that can make environments (3.10 or newer) is on PATH.",
        });
      }
      const programs = step.tools.flatMap((tool) => programsOf[tool] ?? []);
      return getPythonTools(maker, tools, programs, options.run);
    }
    case "packages":
      return machine.manager && installPackages(machine.manager, step.packages, options);
  }
}

/** Programs of the Python environment that are linked into the project's tools, by tool. */
const programsOf: Readonly<Partial<Record<string, string>>> = { moto: "moto_server", aws: "aws" };

async function installPackages(manager: PackageManager, packages: readonly string[], options: StepTools) {
  const commands = installCommands(manager, options.elevation ?? { prefix: [] }, packages);
  const install = commands.at(-1) ?? [];
  // Updating the lists fails when one of many sources is down. The install shows whether that matters.
  for (const command of commands.slice(0, -1)) await options.run(command);
  const exitCode = await options.run(install);
  if (exitCode !== 0) {
    throw DiagnosticError.of("FE-CLI-012", {
      message: `'${install.join(" ")}' ended with exit code ${exitCode}; its output is above.`,
    });
  }
}
