import { rmSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import type { Context } from "../context.ts";
import { type StackFolder, stackDirectory } from "../project/stacks.ts";
import { forgetState, keepState } from "../terraform/local-state.ts";
import type { Session } from "../terraform/session.ts";
import { parseStateVersion } from "../terraform/state-version.ts";
import { emptiedState, movedState } from "./decide-location.ts";
import { withStateAt } from "./state-at.ts";

/**
 * Moves the state of a renamed stack to the stack's own name, after it was applied at the earlier one: writes it there, and
 * leaves an empty one behind. A move that is cut short between the two is finished by the next command, and a copy in
 * .featheredge/states stays.
 *
 * @param from - The earlier name: `site-prod`.
 */
export async function moveState(context: Context, session: Session, stack: StackFolder, from: string): Promise<void> {
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
  await withStateAt(context, session, stack, from, (state) => state.write(emptiedState(text)));
  session.locations.delete(stack.name);
  if (session.runs !== undefined) {
    keepState(root, stack);
    forgetState(root, { name: from, directory: stackDirectory(root, from) });
  }
  // What Terraform keeps there is of no use any more; the state is empty.
  rmSync(stackDirectory(root, from), { recursive: true, force: true });
  output.progress(`Renamed ${from} to ${stack.name}: its state is at the new name; a copy is in .featheredge/states.`);
}
