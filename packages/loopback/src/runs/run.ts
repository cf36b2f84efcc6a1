/**
 * One run of Terraform on this loopback. Its requests contain the run's id, so that the changes of a killed run can be
 * distinguished from all others.
 */
export interface Run {
  readonly id: string;
  /** The stack that the run plans or applies, such as `site-local`. */
  readonly stack: string;
}

/** The end of a run. */
export type RunEnd =
  /** The run applied its whole plan. */
  | "applied"
  /** The run ended by itself, and its state has all that it made. */
  | "ended"
  /** The run was killed, or its state could not be stored. */
  | "cut short";

/** The run that made a record or sent a write. Records and writes of other programs have none. */
export interface Maker {
  readonly stack: string;
  readonly run: string;
}

const product = "featheredge-run";

/**
 * Makes the variable with which Terraform's AWS provider and S3 backend name the run in each request.
 * @param env - The caller's environment, whose own text for the user agent is kept.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#custom-user-agent-information
 */
export function runVariables(
  { id }: Pick<Run, "id">,
  env: NodeJS.ProcessEnv,
): { readonly TF_APPEND_USER_AGENT: string } {
  const own = `${product}/${id}`;
  return { TF_APPEND_USER_AGENT: env.TF_APPEND_USER_AGENT ? `${env.TF_APPEND_USER_AGENT} ${own}` : own };
}

/** Reads the id of the run that a request belongs to from its `User-Agent`. */
export function runIdOf(userAgent: string | undefined): string | undefined {
  return /(?:^| )featheredge-run\/([\w-]+)/.exec(userAgent ?? "")?.[1];
}

/** The changes of runs of Terraform in one part of AWS. */
export interface MadeByRuns {
  /**
   * Removes the resources that runs made. Values that other programs have put into them are set aside.
   * @param runs - The ids of runs that were cut short.
   */
  undo(runs: ReadonlySet<string>): Promise<void>;
  /** Restores values that were set aside in the resources of the same names that the stack's next apply has made. */
  giveBack(stack: string): Promise<void>;
  /** Removes all resources that a stack has ever made, and all values in them. */
  remove(stack: string): Promise<void>;
  /** Counts all that a stack has made as made by another one: the stack was renamed. */
  rename(from: string, to: string): Promise<void>;
  /** True if the stack has made anything to remove. */
  has(stack: string): boolean;
}
