/** Code or configuration that breaks a rule, and the same after the rule's fix was followed. */
export interface Example {
  readonly wrong: string;
  readonly right: string;
  /** The form of the examples. @default "statements" */
  readonly form?: ExampleForm;
  /** The event that a handler's example runs at. Default: `viewer-request`. */
  readonly event?: ExampleEvent;
  /** The event of `right`, where the fix moves the code to another. */
  readonly rightEvent?: ExampleEvent;
  /** The fix that the diagnostic of `wrong` gives, where a rule has several. */
  readonly fix?: string;
}

/**
 * `statements` of a handler's function in AWS's own form, a whole `handler` in AWS's own form, a `portable` handler,
 * the `config` schema of one, an `environment` or a part of one, `terraform` (HCL that a module or construct makes), `json`,
 * or `shell`.
 */
export type ExampleForm =
  | "statements"
  | "handler"
  | "portable"
  | "config"
  | "environment"
  | "terraform"
  | "json"
  | "shell";

export type ExampleEvent = "viewer-request" | "origin-request" | "origin-response" | "viewer-response";

/** A rule that code, configuration or a stack must keep. */
export interface Rule {
  /** The code or setting that breaks the rule, as a heading: `A class`. */
  readonly title: string;
  /** Why the rule is there, in whole sentences. */
  readonly reason: string;
  /** The page that the rule comes from: AWS's where there is one. */
  readonly page: string;
  /** By what each is about: a global, a method, a setting; `code` where a rule has one example. */
  readonly examples: Readonly<Record<string, Example>>;
}

/** One or more statements that break a rule, and those that do not. */
export function statements(wrong: string, right: string): Example {
  return { wrong, right };
}

/** Commands that break a rule, and those that do not. */
export function shell(wrong: string, right: string): Example {
  return { wrong, right, form: "shell" };
}

/** A whole handler in AWS's own form that breaks a rule, and one that does not. */
export function handler(wrong: string, right: string, more: Omit<Example, "wrong" | "right" | "form"> = {}): Example {
  return { wrong, right, form: "handler", ...more };
}
