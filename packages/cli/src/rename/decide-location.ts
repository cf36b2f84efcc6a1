import { hasResources } from "../state/stored-state.ts";
import { parseStateVersion } from "../terraform/state-version.ts";

/** A state as it was read at one of the names that a stack has or had. */
export interface NamedState {
  /** The stack's name there: `site-prod`. */
  readonly name: string;
  /** The state's JSON; "" where there is none. */
  readonly text: string;
}

/** Where the state of a renamed stack is. */
export type Location =
  /** At its own name, or nowhere yet. */
  | { readonly at: "own" }
  /** At an earlier name: an apply works on it there, and moves it afterwards. */
  | { readonly at: "earlier"; readonly name: string }
  /** At its own name, while a move that was cut short has left it at an earlier name, too. */
  | { readonly at: "both"; readonly name: string }
  /** At two names, and they are not the same state. */
  | { readonly at: "two"; readonly name: string };

/**
 * Decides where the state of a renamed stack is, from the states at all of its names.
 * @param earlier - The oldest first.
 */
export function decideLocation(own: NamedState, earlier: readonly NamedState[]): Location {
  const used = earlier.filter(({ text }) => hasResources(text));
  const last = used.at(-1);
  if (last === undefined) return { at: "own" };
  const { name } = last;
  if (!hasResources(own.text)) return { at: "earlier", name };
  const [kept, left] = [parseStateVersion(own.text), parseStateVersion(last.text)];
  // Terraform counts the serial up with every change: a newer state at the earlier name was changed there since.
  if (kept.lineage === left.lineage) return { at: left.serial <= kept.serial ? "both" : "two", name };
  // 'terraform state push' may give a state another lineage where there was none. Two states that were made
  // independently share no resource.
  const present = new Set(resourceIds(own.text));
  return { at: resourceIds(last.text).some((id) => present.has(id)) ? "both" : "two", name };
}

/** The part of a state that is read here. */
interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly id?: unknown } }[];
  }[];
}

/** The types and ids of the resources in a state. */
function resourceIds(text: string): string[] {
  const { resources }: State = JSON.parse(text);
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, instances }) =>
      instances.map(({ attributes: { id } }) => (id === undefined ? "" : `${type} ${id}`)),
    )
    .filter((id) => id !== "");
}

/**
 * The text of a state that is written over another one. Terraform accepts it only with a higher serial.
 * @param over - The state's text there; "" where there is none.
 */
export function movedState(text: string, over: string): string {
  const { serial } = parseStateVersion(text);
  const least = over.trim() === "" ? serial : parseStateVersion(over).serial + 1;
  return withSerial(text, Math.max(serial, least), {});
}

/** The text of a state without resources, which is left where a stack's state was moved away. */
export function emptiedState(text: string): string {
  return withSerial(text, parseStateVersion(text).serial + 1, { resources: [], outputs: {}, check_results: null });
}

function withSerial(text: string, serial: number, changes: object): string {
  return `${JSON.stringify({ ...JSON.parse(text), serial, ...changes }, undefined, 2)}\n`;
}
