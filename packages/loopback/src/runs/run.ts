/**
 * One run of Terraform on this loopback. Its requests carry the run's id, so that what a killed run began can be distinguished
 * from all else.
 */
export interface Run {
  readonly id: string;
  /** The stack that it plans or applies: `site-local`. */
  readonly stack: string;
}

/** How a run ended. */
export type RunEnd =
  /** It applied all of its plan. */
  | "applied"
  /** It ended by itself, and its state holds what it has made. */
  | "ended"
  /** It was killed, or its state could not be stored. */
  | "cut short";

/** Who made a record or sent a write: missing for all other programs. */
export interface Maker {
  readonly stack: string;
  readonly run: string;
}

const product = "featheredge-run";

/**
 * The variable by which Terraform's AWS provider and S3 backend name a run in each request.
 * @param env - The caller's environment: a text of the user's stays.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#custom-user-agent-information
 */
export function runVariables({ id }: Run, env: NodeJS.ProcessEnv): { readonly TF_APPEND_USER_AGENT: string } {
  const own = `${product}/${id}`;
  return { TF_APPEND_USER_AGENT: env.TF_APPEND_USER_AGENT ? `${env.TF_APPEND_USER_AGENT} ${own}` : own };
}

/** The id of the run that a request belongs to, by its `User-Agent`. */
export function runIdOf(userAgent: string | undefined): string | undefined {
  return /(?:^| )featheredge-run\/([\w-]+)/.exec(userAgent ?? "")?.[1];
}

/** What runs of Terraform have made of one part of AWS. */
export interface MadeByRuns {
  /**
   * Takes away what runs made that were cut short. Values that other programs have put into it are set aside.
   * @param runs - Their ids.
   */
  undo(runs: ReadonlySet<string>): Promise<void>;
  /** Gives values that were set aside back to resources of the same names, which the stack's next apply has made. */
  giveBack(stack: string): Promise<void>;
  /** Takes away all that a stack has ever made, and all values in it. */
  remove(stack: string): Promise<void>;
  /** Whether there is anything to remove. */
  has(stack: string): boolean;
}
