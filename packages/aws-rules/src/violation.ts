/** A broken AWS rule: which, what was found and how to mend it, and the page it stands on. */
export interface Violation {
  /** The rule's stable name in kebab-case, such as `function-code-size`. */
  readonly rule: string;
  /** One sentence that names the value, the rule and the mend. */
  readonly message: string;
  /** The page of AWS's documentation that the rule comes from. */
  readonly page: string;
}
