import { rmSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import type { Context } from "../context.ts";
import { type StackFolder, stackDirectory } from "../project/stacks.ts";
import { forgetState, keepState } from "../terraform/local-state.ts";
import type { Session } from "../terraform/run-terraform.ts";
import { parseStateVersion } from "../terraform/state-version.ts";
import { emptiedState, movedState } from "./decide-location.ts";
import { withStateAt } from "./state-at.ts";

/** Finishes the rename of a stack that was applied: moves its state, or removes the copy that an earlier move left. */
export async function finishRename(context: Context, session: Session, stack: StackFolder): Promise<void> {
  const from = session.locations.get(stack.name);
  const left = session.leftovers.get(stack.name);
  if (from !== undefined) await moveState(context, session, stack, from);
  if (left === undefined) return;
  await empty(context, session, stack, left);
  context.output.progress(`${stack.name}: finished the move of its state from ${left}, which was cut short.`);
}

/** True if the stack was renamed, and something of that is left to do. */
export function isBeingRenamed({ locations, leftovers }: Session, { name }: StackFolder): boolean {
  return locations.has(name) || leftovers.has(name);
}

/**
 * Moves the state of a renamed stack to the stack's own name, after it was applied at the earlier one: writes it there, and
 * leaves an empty one behind. A move that is cut short between the two is finished by the next apply, and a copy in
 * .featheredge/states stays.
 *
 * @param from - The earlier name: `site-prod`.
 */
async function moveState(context: Context, session: Session, stack: StackFolder, from: string): Promise<void> {
  const { root, output } = context;
  const text = await withStateAt(context, session, stack, from, (state) => state.read());
  const { serial } = parseStateVersion(text);
  const folder = join(root, ".featheredge", "states");
  makePrivateFolder(folder);
  replaceFile(join(folder, `${from}-${serial}.tfstate`), text);
  await session.runs?.rename(from, stack.name);
  await withStateAt(context, session, stack, stack.name, async (state) =>
    state.write(movedState(text, await state.read())),
  );
  if (session.runs !== undefined) keepState(root, stack);
  await empty(context, session, stack, from);
  output.progress(`Renamed ${from} to ${stack.name}: its state is at the new name; a copy is in .featheredge/states.`);
}

/** Leaves an empty state at an earlier name, and removes what Terraform has in the folder of that name. */
async function empty(context: Context, session: Session, stack: StackFolder, name: string): Promise<void> {
  await withStateAt(context, session, stack, name, async (state) => state.write(emptiedState(await state.read())));
  const directory = stackDirectory(context.root, name);
  if (session.runs !== undefined) forgetState(context.root, { name, directory });
  rmSync(directory, { recursive: true, force: true });
  session.locations.delete(stack.name);
  session.leftovers.delete(stack.name);
}
