import type { Node } from "@babel/types";
import { pages, type Violation } from "@featheredge/aws-rules";

/** Something in a function's code that cloudfront-js-2.0 does not take, and where. */
export interface Finding extends Violation {
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
}

/** A node's place is all that a finding needs of it. */
type Placed = Pick<Node, "loc">;

/** Adds a finding at a node. `message` is whole sentences; `page` is the runtime's page unless another says more. */
export type Report = (node: Placed, rule: string, message: string, page?: string) => void;

export function collectFindings(): { readonly report: Report; sorted(): Finding[] } {
  const findings: Finding[] = [];
  return {
    report(node, rule, message, page = pages.runtime) {
      const start = node.loc?.start ?? { line: 1, column: 0 };
      findings.push({ rule, message, page, line: start.line, column: start.column + 1 });
    },
    sorted: () => findings.toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}
