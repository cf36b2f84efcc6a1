import { z } from "zod";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { runTerraform, type Session } from "./session.ts";

/** How many resources a plan imports, adds, changes and destroys. */
export interface PlanChanges {
  readonly import: number;
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

/** The changes of a plan that changes nothing. */
export const noChanges: PlanChanges = { import: 0, add: 0, change: 0, destroy: 0 };

/** @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const planJson = z.object({
  resource_changes: z
    .array(
      z.object({
        mode: z.string(),
        change: z.object({ actions: z.array(z.string()), importing: z.unknown().optional() }),
      }),
    )
    .default([]),
});

/**
 * Counts the changes in the JSON of a plan, as Terraform does in its own summary: a replacement adds one resource and
 * destroys one, and data sources do not count.
 * @param json - What `terraform show -json <plan file>` prints.
 */
export function countChanges(json: string): PlanChanges {
  const changes = planJson
    .parse(JSON.parse(json))
    .resource_changes.filter(({ mode }) => mode === "managed")
    .map(({ change }) => change);
  const count = (action: string) => changes.filter(({ actions }) => actions.includes(action)).length;
  return {
    import: changes.filter(({ importing }) => importing !== undefined && importing !== null).length,
    add: count("create"),
    change: count("update"),
    destroy: count("delete"),
  };
}

/**
 * Reads a plan file as JSON. Terraform starts the provider to print it, which takes a second or two.
 * @throws {AlreadyReported} when terraform fails, after its message.
 */
export async function readPlanFile(
  context: Context,
  session: Session,
  stack: StackFolder,
  planFile: string,
): Promise<string> {
  const { exitCode, stdout, stderr } = await runTerraform(context, session, stack, ["show", "-json", planFile]);
  if (exitCode === 0) return stdout;
  context.output.passOn(stderr);
  throw new AlreadyReported(`terraform show failed for ${stack.directory}`);
}
