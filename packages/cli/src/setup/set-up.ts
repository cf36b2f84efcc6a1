import { isDiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { type Inspected, inspectNeeds, type Need } from "./needs.ts";
import { type Machine, planSteps, type Step, stepId, toolsOf } from "./plan.ts";
import { type StepTools, takeStep } from "./take-step.ts";
import { describeSteps, explainMissing } from "./texts.ts";
import { toolsFolder } from "./tools-folder.ts";

export interface SetUpOptions extends StepTools {
  readonly needs: readonly Need[];
  /** Goes ahead without asking. */
  readonly yes: boolean;
  /** Called before each round, since an installed package may make other steps possible. */
  readonly inspectMachine: () => Promise<Machine>;
}

/** A tool that setup could not get. */
export interface Missing {
  readonly need: Need;
  /** One paragraph: the tool, its use, why it is missing, and how to get it by hand. */
  readonly explanation: string;
}

interface Attempt {
  readonly step: Step;
  readonly failure: string | undefined;
}

/**
 * Gets the tools that are missing: says what it will do, asks on a terminal, and tries the next way when one fails.
 * @returns the tools that are still missing.
 * @throws the reason of the interruption.
 */
export async function setUp(context: Context, options: SetUpOptions): Promise<readonly Missing[]> {
  const tools = toolsFolder(context.root);
  const attempts: Attempt[] = [];
  for (;;) {
    const machine = await options.inspectMachine();
    const inspected = await inspectNeeds(options.needs, context.root, tools, context.env);
    const wanted = inspected.filter(({ state }) => state !== "present").map(({ need }) => need.tool);
    const steps = planSteps(wanted, machine, new Set(attempts.map(({ step }) => stepId(step))));
    if (steps.length === 0) return explain(inspected, machine, attempts);
    context.output.passOn(describeSteps(steps, machine));
    if (attempts.length === 0 && !(await agree(context, options))) {
      const declined = steps.map((step) => ({ step, failure: "You chose not to install it." }));
      return explain(inspected, machine, declined);
    }
    for (const step of steps) {
      attempts.push({ step, failure: await failureOf(takeStep(step, machine, context, options)) });
      context.interruption.stop.throwIfAborted();
    }
  }
}

async function agree({ output, confirm, env }: Context, { yes }: SetUpOptions): Promise<boolean> {
  if (yes || env.CI === "true") return true;
  if (confirm !== undefined) return confirm("Go ahead?");
  output.progress("There is no terminal to ask on: featheredge setup goes ahead.");
  return true;
}

/** The message of a failed step, after which the next way is tried. A defect is thrown. */
async function failureOf(taken: Promise<void>): Promise<string | undefined> {
  try {
    await taken;
    return undefined;
  } catch (error) {
    if (isDiagnosticError(error)) return error.message;
    throw error;
  }
}

function explain(inspected: readonly Inspected[], machine: Machine, attempts: readonly Attempt[]): readonly Missing[] {
  return inspected
    .filter(({ state }) => state === "missing")
    .map((each) => {
      const concerned = attempts.filter(({ step }) => toolsOf(step).includes(each.need.tool));
      const reasons = concerned.flatMap(reasonOf);
      return { need: each.need, explanation: explainMissing(each, machine, reasons) };
    });
}

/** Why an attempt did not bring its tool. Python's package only prepares a further step. */
function reasonOf({ step, failure }: Attempt): readonly string[] {
  if (failure !== undefined) return [failure];
  return step.kind === "packages" && step.tool === "python" ? [] : ["It was installed, but it is not on PATH."];
}
