import { stripVTControlCharacters } from "node:util";
import type { FunctionArtifact } from "@featheredge/compiler";
import { formatInteger, formatTable } from "./table.ts";

/** A planned stack, with Terraform's line about it. */
export interface StackSummary {
  readonly name: string;
  readonly functions: readonly FunctionArtifact[];
  /** Terraform's own line: `Plan: 3 to add, …`, or that nothing changes. */
  readonly plan: string;
}

/** AWS's names of the runtimes. */
export const runtimeLabels = { "cloudfront-function": "CloudFront Function", "lambda-at-edge": "Lambda@Edge" };

/** A line per function: name, runtime, event, and bytes of the most that AWS takes. */
export function formatFunctions(functions: readonly FunctionArtifact[]): string {
  const size = (artifact: FunctionArtifact) =>
    `${formatInteger(artifact.bytes)} of ${formatInteger(artifact.budgetBytes)} bytes`;
  return formatTable(
    functions.map((artifact) => [artifact.name, runtimeLabels[artifact.runtime], artifact.event, size(artifact)]),
    "  ",
  );
}

/** Terraform's one-line summary in what `terraform plan` printed, for people: nothing is decided by it. */
export function planLine(printed: string): string {
  const text = stripVTControlCharacters(printed);
  const verdict = /^(?:Plan: .*|No changes\..*)$/m.exec(text)?.[0];
  return (
    verdict ??
    (text.includes("Changes to Outputs:") ? "Plan: 0 to add, 0 to change, 0 to destroy; outputs change." : "")
  );
}
