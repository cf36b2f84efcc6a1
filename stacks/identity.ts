/** The stack that a resource belongs to. */
export interface StackIdentity {
  /** The environment's name: `prod`. */
  readonly environment: string;
  /** The stack's name: `site-prod`. */
  readonly stack: string;
}

/** The tags by which commands recognize resources of a stack, whatever the state knows. */
export function identityTags({ environment, stack }: StackIdentity): Record<string, string> {
  return { "featheredge-environment": environment, "featheredge-stack": stack };
}
