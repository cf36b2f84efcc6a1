import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import type { Session } from "../terraform/session.ts";
import { decideLocation, emptiedState, type NamedState } from "./decide-location.ts";
import { withStateAt } from "./state-at.ts";

/**
 * Finds where the state of a stack is: at its own name, or still at one that it had before it was renamed. A move that was
 * cut short is finished here, since the state is then where it belongs, and only its old copy remains.
 *
 * @returns the earlier name; undefined where the state is at the stack's own name, or does not exist yet
 * @throws {DiagnosticError} when two states that differ exist
 */
export async function locateState(context: Context, session: Session, stack: StackFolder): Promise<string | undefined> {
  const { name, renamedFrom = [] } = stack;
  const earlierNames = [...new Set(renamedFrom)].filter((earlier) => earlier !== name);
  if (earlierNames.length === 0) return undefined;
  const read = (at: string): Promise<NamedState> =>
    withStateAt(context, session, stack, at, async (state) => ({ name: at, text: await state.read() }));
  const earlier: NamedState[] = [];
  for (const one of earlierNames) earlier.push(await read(one));
  const location = decideLocation(await read(name), earlier);
  if (location.at === "own") return undefined;
  if (location.at === "earlier") return location.name;
  if (location.at === "both") {
    await withStateAt(context, session, stack, location.name, async (state) =>
      state.write(emptiedState(await state.read())),
    );
    context.output.progress(`${name}: finished the move of its state from ${location.name}, which was cut short.`);
    return undefined;
  }
  throw DiagnosticError.of("FE-CLI-101", {
    subject: name,
    message: `${name} has a state, and so does ${location.name}, its earlier name: they name different resources.`,
    fix: `If ${name} was applied by mistake before 'renamedFrom' was written, destroy it without 'renamedFrom' first. If someone applied an older commit to ${location.name}, apply that commit to the end, and remove the state of ${name}.`,
  });
}
