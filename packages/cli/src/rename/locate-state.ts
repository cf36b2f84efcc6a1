import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import type { Session } from "../terraform/run-terraform.ts";
import { decideLocation, type NamedState } from "./decide-location.ts";
import { withStateAt } from "./state-at.ts";

/** Earlier names of a renamed stack at which there is a state. */
export interface EarlierState {
  /** The state is still at this name. */
  readonly name?: string;
  /** The state is at the stack's own name, and a move that was cut short left a copy at this one. */
  readonly left?: string;
}

/**
 * Finds where the state of a stack is: at its own name, or still at one that it had before it was renamed. Only reads.
 *
 * @throws {DiagnosticError} when two states that differ exist
 */
export async function locateState(context: Context, session: Session, stack: StackFolder): Promise<EarlierState> {
  const { name, renamedFrom = [] } = stack;
  const earlierNames = [...new Set(renamedFrom)].filter((earlier) => earlier !== name);
  if (earlierNames.length === 0) return {};
  const read = (at: string): Promise<NamedState> =>
    withStateAt(context, session, stack, at, async (state) => ({ name: at, text: await state.read() }));
  const earlier: NamedState[] = [];
  for (const one of earlierNames) earlier.push(await read(one));
  const location = decideLocation(await read(name), earlier);
  if (location.at === "own") return {};
  if (location.at === "earlier") return { name: location.name };
  if (location.at === "both") return { left: location.name };
  throw DiagnosticError.of("FE-CLI-101", {
    subject: name,
    message: `${name} has a state, and so does ${location.name}, its earlier name: they name different resources.`,
    fix: `If ${name} was applied by mistake before 'renamedFrom' was written, destroy it without 'renamedFrom' first. If someone applied an older commit to ${location.name}, apply that commit to the end, and remove the state of ${name}.`,
  });
}
