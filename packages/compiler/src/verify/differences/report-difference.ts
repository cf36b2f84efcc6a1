import type * as t from "@babel/types";
import type { RuleId } from "@featheredge/diagnostics";

/** Reports code whose result differs at the edge. `what` completes "uses …"; `fix` says how to avoid it. */
export type ReportDifference = (node: t.Node, rule: RuleId, what: string, fix: string) => void;
