import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { color, lockTimeout, runTerraform, type Session } from "../terraform/session.ts";

/** The file in a foundation's folder with the ids of its resources that have fixed names, by Terraform's addresses. */
const idsFile = "import-ids.json";

/**
 * Takes resources into the state that exist already: those that a killed run has made, and a bucket that was there
 * before. Their names are fixed, so Terraform could not make them again.
 *
 * @returns the addresses of the resources that were taken
 */
export async function adoptExisting(context: Context, session: Session, stack: StackFolder): Promise<string[]> {
  const file = join(stack.directory, idsFile);
  const ids: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const listed = await runTerraform(context, session, stack, ["state", "list"]);
  const known = listed.stdout.split("\n");
  const adopted: string[] = [];
  for (const [address, id] of Object.entries(ids)) {
    if (known.includes(address)) continue;
    const args = ["import", "-input=false", lockTimeout, ...color(context), address, id];
    // Terraform fails for a resource that does not exist: the plan creates it.
    const { exitCode } = await runTerraform(context, session, stack, args);
    if (exitCode === 0) adopted.push(address);
  }
  return adopted;
}
