/** A broken rule of AWS: which one, the value that breaks it, and how to fix it. */
export interface Violation<Rule extends string = string> {
  /** The rule's stable name in kebab-case, such as `function-code-size`. */
  readonly rule: Rule;
  /** One sentence that names the value, the rule and the fix. */
  readonly message: string;
  /** The page of AWS's documentation that the rule comes from. */
  readonly page: string;
  /** Set where AWS accepts the value for now: the author is warned, and nothing is refused. */
  readonly severity?: "warning";
}
