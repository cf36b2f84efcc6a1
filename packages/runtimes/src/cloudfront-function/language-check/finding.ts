import type { Node } from "@babel/types";
import type { Language, Violation } from "@featheredge/aws-rules";

/** Code that is outside of the language of its runtime, and where. */
export interface Finding extends Violation {
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
  /**
   * True if CloudFront does not load the function because of it. Other code that AWS does not list runs until it is
   * reached, and some of it even then.
   */
  readonly stopsLoading: boolean;
}

/** A finding needs only a node's location. */
type Located = Pick<Node, "loc">;

interface ReportOptions {
  /** Default: the page of the runtime. */
  readonly page?: string | undefined;
  /** Default: false. */
  readonly stopsLoading?: boolean;
}

/** Adds a finding at a node. `message` consists of whole sentences. */
export interface Report {
  (node: Located, rule: string, message: string, options?: ReportOptions): void;
  /** The language that the code is checked against. */
  readonly language: Language;
}

export function collectFindings(language: Language): { readonly report: Report; sorted(): Finding[] } {
  const findings: Finding[] = [];
  const report = (node: Located, rule: string, message: string, options: ReportOptions = {}) => {
    const { page = language.source.page, stopsLoading = false } = options;
    const start = node.loc?.start ?? { line: 1, column: 0 };
    findings.push({ rule, message, page, line: start.line, column: start.column + 1, stopsLoading });
  };
  return {
    report: Object.assign(report, { language }),
    sorted: () => findings.toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}
