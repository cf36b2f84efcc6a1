/** Something on AWS that is not as it was deployed, or as a commit has it. */
export interface Difference {
  readonly kind:
    | "function code"
    | "function version"
    | "KeyValueStore"
    | "web ACL"
    | "setting"
    | "unmanaged setting"
    | "missing resource"
    | "new resource";
  /** The resource: its name on AWS, or its address in Terraform. */
  readonly subject: string;
  /** One line, without values: they may be secret. */
  readonly detail: string;
}

/** The differences of one stack. */
export interface StackDifferences {
  readonly stack: string;
  readonly differences: readonly Difference[];
}

/** Differences as text for people. */
export function formatDifferences(stacks: readonly StackDifferences[], nothing: string): string {
  const differing = stacks.filter(({ differences }) => differences.length > 0);
  if (differing.length === 0) return `${nothing}\n`;
  return differing
    .map(({ stack, differences }) => `${stack}\n${differences.map((one) => `  ${formatDifference(one)}\n`).join("")}`)
    .join("");
}

function formatDifference({ kind, subject, detail }: Difference): string {
  return `${kind}: ${subject} ${detail}`;
}
