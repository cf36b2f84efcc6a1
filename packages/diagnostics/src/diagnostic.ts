import { type RuleId, rules } from "./rules/index.ts";

/** An error stops the command, a warning does not, and a note explains one of the other two. */
export type Severity = "error" | "warning" | "note";

/** Where a mistake is. */
export interface SourcePosition {
  /** Relative to the project, with forward slashes: `edge-handlers/redirects/handler.ts`. */
  readonly file: string;
  /** Counts from 1; undefined when only the file is known. */
  readonly line?: number | undefined;
  /** Counts from 1. */
  readonly column?: number | undefined;
  /** The key in an environment, or the attribute of a resource: `distributions.site.behaviors[0].pathPattern`. */
  readonly key?: string | undefined;
}

/**
 * Everything that can be wrong, from the compiler to the command line, has this one form. A "blocker" is a diagnostic
 * that rules out a runtime for a handler: it is a note, since another runtime may do.
 */
export interface Diagnostic<Id extends RuleId = RuleId> {
  /** The broken rule's stable id, such as `FE-CFF-014`; `featheredge rules FE-CFF-014` explains it. */
  readonly rule: Id;
  readonly severity: Severity;
  /** The key, name, value or resource that is wrong; empty when only the position says it. */
  readonly subject: string;
  /** Whole sentences: the subject, what is wrong with it, and the rule. */
  readonly message: string;
  /** Whole sentences about what to do; empty when the message implies it. */
  readonly fix: string;
  /** Undefined until the caller of a rule says where the value is from. */
  readonly at: SourcePosition | undefined;
  /** The page that the rule comes from: AWS's, or ours. */
  readonly page: string;
}

/** The parts that a rule's check knows; the registry knows the rest. */
export interface Details {
  readonly message: string;
  readonly fix?: string | undefined;
  readonly subject?: string | undefined;
  readonly at?: SourcePosition | undefined;
  /** Default: the rule's own page. */
  readonly page?: string | undefined;
  /** Default: `error`. */
  readonly severity?: Severity | undefined;
}

/** Makes a diagnostic of a rule; what `details` omits comes from the registry. */
export function diagnose<Id extends RuleId>(rule: Id, details: Details): Diagnostic<Id> {
  const { message, fix = "", subject = "", at, page = rules[rule].page, severity = "error" } = details;
  return { rule, severity, subject: subject || (at?.key ?? ""), message, fix, at, page };
}

/** The same diagnostic at a position. */
export function locate<D extends Diagnostic>(diagnostic: D, at: SourcePosition): D {
  return { ...diagnostic, at, subject: diagnostic.subject || (at.key ?? "") };
}
