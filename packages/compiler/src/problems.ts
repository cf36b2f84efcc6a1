import { nearest } from "@featheredge/diagnostics";

/** All mistakes of a build: each problem names the value, the rule and the fix in one paragraph. */
export class CompileError extends Error {
  readonly userFacing = true;
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n\n"));
    this.name = "CompileError";
    this.problems = problems;
  }
}

/** Collects problems so that one run reports all of them; the same problem met twice is reported once. */
export class Problems {
  readonly #found = new Set<string>();

  add(problem: string): void {
    this.#found.add(problem);
  }

  get size(): number {
    return this.#found.size;
  }

  /**
   * @throws CompileError when any problem was added; sorted, since stages that run at the same time find them in any
   *   order
   */
  throwIfAny(): void {
    if (this.#found.size > 0) throw new CompileError([...this.#found].sort());
  }
}

/** `Did you mean 'redirects'? Known: country-router, redirects.`, or `None is known.` */
export function suggest(wrong: string, known: readonly string[]): string {
  if (known.length === 0) return "None is known.";
  const near = nearest(wrong, known);
  const list = `Known: ${[...known].sort().join(", ")}.`;
  return near === undefined ? list : `Did you mean '${near}'? ${list}`;
}
