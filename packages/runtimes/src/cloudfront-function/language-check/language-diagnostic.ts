import type { Node } from "@babel/types";
import type { Language } from "@featheredge/aws-rules";
import { type Diagnostic, diagnose, type RuleId } from "@featheredge/diagnostics";

/** Code that is outside of the language of its runtime, with its position. */
export interface LanguageDiagnostic extends Diagnostic {
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
  /**
   * True if it keeps CloudFront from loading the function. Other code that AWS does not list fails only when it is
   * reached, and some of it not even then.
   */
  readonly stopsLoading: boolean;
  /** The feature that the code uses and the runtime does not have; undefined for a misuse of something that it has. */
  readonly absent: Absent | undefined;
}

/** A feature that a runtime does not have, as it reads in a sentence: `a class`, `.at() of Array`. */
interface Absent {
  readonly name: string;
  /** True for a global, whose call may be written with parentheses: `fetch()`. */
  readonly isGlobal: boolean;
}

/** A diagnostic needs only a node's location. */
type Located = Pick<Node, "loc">;

interface Details {
  /** Whole sentences: what is wrong, and the rule. */
  readonly message: string;
  readonly fix: string;
  readonly subject?: string;
  /** Default: the page of the runtime. */
  readonly page?: string | undefined;
  /** Default: false. */
  readonly stopsLoading?: boolean;
  readonly absent?: Absent;
}

/** Adds a diagnostic at a node. */
export interface Report {
  (node: Located, rule: RuleId, details: Details): void;
  /** The language that the code is checked against. */
  readonly language: Language;
}

export function collectDiagnostics(language: Language): { readonly report: Report; sorted(): LanguageDiagnostic[] } {
  const diagnostics: LanguageDiagnostic[] = [];
  const report = (node: Located, rule: RuleId, { stopsLoading = false, absent, ...details }: Details) => {
    const start = node.loc?.start ?? { line: 1, column: 0 };
    diagnostics.push({
      ...diagnose(rule, { page: language.source.page, subject: absent?.name, ...details }),
      line: start.line,
      column: start.column + 1,
      stopsLoading,
      absent,
    });
  };
  return {
    report: Object.assign(report, { language }),
    sorted: () => diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}

/** Names that are words, not code. */
const startsAsProse = /^(?:an?|the|destructuring|lookbehind|optional|spread)\b/;

/** The details of a feature that a runtime does not have: `A class is not in cloudfront-js-2.0.` */
export function absent(name: string, runtime: string, fix: string): Details {
  const subject = startsAsProse.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
  return { message: `${subject} is not in ${runtime}.`, fix, absent: { name, isGlobal: false } };
}
