import type { ToolName } from "./needs.ts";
import type { PackageManager, SystemTool } from "./package-managers.ts";

/** The ways to get tools on a machine. */
export interface Machine {
  /** True if the pinned Terraform was released for the machine's platform. */
  readonly hasTerraformRelease: boolean;
  /** True if uv, or a Python that can make environments, is installed. */
  readonly canMakePython: boolean;
  readonly manager: PackageManager | undefined;
  /** True if packages can be installed: as root, by sudo, or without either. */
  readonly mayInstall: boolean;
}

/** One installation, which may bring several tools. */
export type Step =
  | { readonly kind: "terraform" }
  | { readonly kind: "python"; readonly tools: readonly ToolName[] }
  | { readonly kind: "packages"; readonly tool: SystemTool; readonly packages: readonly string[] };

/** Identifies a step, so that it is not tried twice. */
export function stepId(step: Step): string {
  return step.kind === "packages" ? `packages of ${step.tool}` : step.kind;
}

/** The tools that a step is for. Python's package is for those that are installed with Python. */
export function toolsOf(step: Step): readonly ToolName[] {
  if (step.kind === "terraform") return ["terraform"];
  if (step.kind === "python") return step.tools;
  return step.tool === "python" ? pythonTools : [step.tool];
}

const pythonTools: readonly ToolName[] = ["moto", "aws", "boto3"];
const systemTools = ["njs", "chromium", "aws", "boto3"] as const;

/**
 * Chooses the steps that get the missing tools: into the project's folder where possible, else by the system's package
 * manager.
 * @param tried - Ids of the steps that were tried before, whether they succeeded or not.
 */
export function planSteps(
  missing: readonly ToolName[],
  machine: Machine,
  tried: { has(id: string): boolean },
): readonly Step[] {
  const packages = (tool: SystemTool): readonly Step[] => {
    const names = machine.mayInstall ? machine.manager?.packages[tool] : undefined;
    return names === undefined ? [] : [{ kind: "packages", tool, packages: names }];
  };
  const untried = (steps: readonly Step[]) => steps.filter((step) => !tried.has(stepId(step)));
  const terraform: Step[] = missing.includes("terraform") && machine.hasTerraformRelease ? [{ kind: "terraform" }] : [];
  const wanted = pythonTools.filter((tool) => missing.includes(tool));
  const environment: Step = { kind: "python", tools: wanted };
  const python =
    wanted.length === 0 || tried.has(stepId(environment)) ? [] : preparePython(machine, packages, environment);
  const byPackage = systemTools.filter(
    (tool) => missing.includes(tool) && !(python.length > 0 && pythonTools.includes(tool)),
  );
  return untried([...terraform, ...python, ...byPackage.flatMap(packages)]);
}

function preparePython(machine: Machine, packages: (tool: SystemTool) => readonly Step[], step: Step): readonly Step[] {
  if (machine.canMakePython) return [step];
  const python = packages("python");
  return python.length === 0 ? [] : [...python, step];
}
