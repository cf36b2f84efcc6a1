import { type Automaton, encodedAutomaton, normalizedPaths, patternAutomaton } from "./automaton.ts";

export interface PathQuestion {
  /** Path patterns that the path must match. */
  readonly matching: readonly string[];
  /** Path patterns that the path must match once an origin such as S3 has decoded it. */
  readonly decodedMatching?: readonly string[];
  /** Path patterns that the path must not match. */
  readonly notMatching: readonly string[];
  /** Path patterns that the path must not match once an origin such as S3 has decoded it. */
  readonly decodedNotMatching?: readonly string[];
}

/** Characters for `*` and `?`. The last ones can't be in a path pattern, so one of them is always free. */
const freeCharacters = "xyzabcdefghijklmnopqrstuvw0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZ=,;!()";

interface Node {
  readonly character: string;
  readonly parent: Node | undefined;
  /** One state of each pattern that must match. */
  readonly states: readonly number[];
  /** All states of the patterns that must not match, as `reduce` leaves them. */
  readonly reached: readonly Reached[];
}

interface Reached {
  readonly automaton: Automaton;
  readonly state: number;
}

/** The work that searches may take before they are given up. */
export class SearchBudget {
  #left: number;

  /** @param comparisons - About ten million take a second. */
  constructor(comparisons: number) {
    this.#left = comparisons;
  }

  /** @throws SearchLimitError when nothing is left */
  spend(comparisons: number): void {
    this.#left -= comparisons;
    if (this.#left < 0) throw new SearchLimitError();
  }
}

/** Comparisons for one behavior: a tenth of a second. */
export const budgetOfBehavior = 500_000;

/** The path patterns have so many wildcards that the search was given up. */
export class SearchLimitError extends Error {
  override readonly name = "SearchLimitError";
}

/**
 * A shortest request path, as `normalizePath` leaves it, that matches some path patterns and no others. Undefined when
 * there is none: the answer is exact.
 *
 * It searches the product of the patterns' automata breadth first. The patterns that must not match are followed as a
 * set of states, and a set is skipped if an earlier one at the same position excludes no more. Where only wildcards
 * take a character, one that no pattern names is enough: any pattern that matches the path with it also matches the
 * path with another character there.
 *
 * @param question patterns that `checkPathPattern` accepts
 * @param budget bounds the time that patterns of many wildcards take; without one the search always ends with an answer
 * @throws SearchLimitError when the budget is spent
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function findPath(
  { matching, decodedMatching = [], notMatching, decodedNotMatching = [] }: PathQuestion,
  budget?: SearchBudget,
): string | undefined {
  const wanted = [...matching.map(patternAutomaton), ...decodedMatching.map(encodedAutomaton), normalizedPaths];
  const unwanted = [...notMatching.map(patternAutomaton), ...decodedNotMatching.map(encodedAutomaton)];
  const patterns = [...matching, ...decodedMatching, ...notMatching, ...decodedNotMatching];
  const named = [...patterns, decodedMatching.length > 0 ? "234567ABFabf" : ""];
  const free = [...freeCharacters].find((character) => !named.some((pattern) => pattern.includes(character))) ?? "=";
  const first: Node = {
    character: "/",
    parent: undefined,
    states: wanted.map(({ start }) => start),
    reached: reduce(unwanted.map((automaton) => ({ automaton, state: automaton.start }))),
  };
  const seen = new Map<string, (readonly Reached[])[]>();
  const nodes = [first].filter((node) => isNew(node, seen, budget));
  // The array grows while it is read.
  for (const node of nodes) {
    if (isPath(node, wanted)) return spell(node);
    const characters = new Set([free, ...node.states.flatMap((state, index) => wanted[index]?.named(state) ?? [])]);
    for (const character of characters) {
      const moved = node.reached.flatMap(({ automaton, state }) =>
        automaton.next(state, character).map((next) => ({ automaton, state: next })),
      );
      budget?.spend(1 + moved.length ** 2);
      const reached = reduce(moved);
      for (const states of combinations(
        node.states.map((state, index) => wanted[index]?.next(state, character) ?? []),
      )) {
        const next = { character, parent: node, states, reached };
        if (isNew(next, seen, budget)) nodes.push(next);
      }
    }
  }
  return undefined;
}

function isPath({ states, reached }: Node, wanted: readonly Automaton[]): boolean {
  return (
    states.every((state, index) => wanted[index]?.accepts(state) === true) &&
    !reached.some(({ automaton, state }) => automaton.accepts(state))
  );
}

/** False for a node from which no path, or none that is shorter than an earlier node's, can be found. */
function isNew({ states, reached }: Node, seen: Map<string, (readonly Reached[])[]>, budget?: SearchBudget): boolean {
  if (reached.some(({ automaton, state }) => automaton.acceptsAll(state))) return false;
  const key = states.join();
  const earlier = seen.get(key) ?? [];
  budget?.spend(earlier.length * reached.length);
  if (earlier.some((other) => other.every((one) => reached.some((found) => includes(found, one))))) return false;
  seen.set(key, [...earlier, reached]);
  return true;
}

/** True if a state accepts all that another one accepts. */
function includes(outer: Reached, inner: Reached): boolean {
  if (outer.automaton !== inner.automaton) return false;
  return outer.state === inner.state || (outer.state > inner.state && outer.automaton.includesEarlier(outer.state));
}

/** The states without those that others include. */
function reduce(reached: readonly Reached[]): Reached[] {
  return reached.filter(
    (one, index) =>
      !reached.some(
        (other, position) =>
          position !== index && includes(other, one) && (other.state !== one.state || position < index),
      ),
  );
}

function combinations(choices: readonly (readonly number[])[]): number[][] {
  return choices.reduce<number[][]>(
    (found, choice) => found.flatMap((states) => choice.map((state) => [...states, state])),
    [[]],
  );
}

function spell(node: Node): string {
  let text = "";
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) text = at.character + text;
  return text;
}
