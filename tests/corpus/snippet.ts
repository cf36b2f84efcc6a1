/** A piece of modern TypeScript as the body of a handler, and the expected outcome. */
export interface Snippet {
  readonly name: string;
  /** Statements that end in a return; `request` is in scope. With `await` in it, the handler is async. */
  readonly code: string;
  /** Module-level code before the handler: imports, classes, types. */
  readonly top?: string;
  readonly expect: Expectation;
}

/**
 * - `same`: runs as a CloudFront Function, with the same outcome in QuickJS and njs as the source has in Node.js.
 * - `refused`: can't be a CloudFront Function, for this reason at this line of `code`, counted from 1.
 */
type Expectation = "same" | { readonly refused: { readonly line: number; readonly reason: RegExp } };

/** Snippets about one part of the language or of its library. */
export interface Area {
  readonly name: string;
  readonly snippets: readonly Snippet[];
}

/** @param top module-level code that goes before the handler */
export function same(name: string, code: string, top?: string): Snippet {
  return { name, code, expect: "same", ...(top === undefined ? {} : { top }) };
}

/** @param line of `code`, counted from 1; 0 and less are lines of `top` */
export function refused(name: string, code: string, line: number, reason: RegExp, top?: string): Snippet {
  return { name, code, expect: { refused: { line, reason } }, ...(top === undefined ? {} : { top }) };
}
