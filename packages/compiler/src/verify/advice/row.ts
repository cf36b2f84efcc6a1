/** Code that breaks a rule, and the same code after its advice was followed literally. */
export interface Row {
  /** Statements of a handler, which has `request`, `text`, `list`, `object`, `bytes`, `date` and assigns `value`. */
  readonly broken: string;
  readonly fixed: string;
  /** Whether both are whole files instead. */
  readonly isWhole?: true;
}

/** @returns a row of statements */
export function row(broken: string, fixed: string): Row {
  return { broken, fixed };
}

/** @returns a row of whole files */
export function whole(broken: string, fixed: string): Row {
  return { broken, fixed, isWhole: true };
}
