import { z } from "zod";

/** How a deployment ended. One that is `applying` for long was killed: its changes may have been made. */
export type DeploymentStatus = "applying" | "applied" | "failed";

const deploymentSchema = z.object({
  /** The id of the attempt, by which its end is written to its entry. */
  id: z.string(),
  /** The full hash of the commit whose configuration was applied; missing outside of git. */
  commit: z.string().optional(),
  /** True if files differed from the commit, so that the commit alone can't be rolled back to. */
  modified: z.literal(true).optional(),
  /** True if the configuration was an earlier one. */
  rollback: z.literal(true).optional(),
  /** When it began, as `2026-11-29T20:00:00.000Z`. */
  at: z.string(),
  status: z.enum(["applying", "applied", "failed"]),
  /** The names of the stacks whose plans were applied. */
  stacks: z.array(z.string()),
  /** SHA-256 of the saved plan, in hex. */
  plan: z.string(),
  /** A person or an account of GitHub's. */
  by: z.string(),
  /** The id of the run of GitHub Actions. */
  run: z.string().optional(),
});

/** One apply of an environment. */
export type Deployment = z.output<typeof deploymentSchema>;

const recordSchema = z.object({ version: z.literal(1), deployments: z.array(deploymentSchema) });

/** The applies of an environment, the latest last. */
export type DeploymentRecord = z.output<typeof recordSchema>;

export const emptyRecord: DeploymentRecord = { version: 1, deployments: [] };

/** Older entries are dropped, so that the object stays small. */
const mostDeployments = 200;

/** @throws Error when a text is not a record */
export function parseRecord(text: string): DeploymentRecord {
  return recordSchema.parse(JSON.parse(text));
}

export function formatRecord(record: DeploymentRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** The record with a deployment: in place of its earlier entry, or at the end. */
export function withDeployment({ version, deployments }: DeploymentRecord, added: Deployment): DeploymentRecord {
  const known = deployments.some(({ id }) => id === added.id);
  const all = known ? deployments.map((one) => (one.id === added.id ? added : one)) : [...deployments, added];
  return { version, deployments: all.slice(-mostDeployments) };
}

/** The last deployment that was applied to its end. */
export function lastApplied({ deployments }: DeploymentRecord): Deployment | undefined {
  return deployments.findLast(({ status }) => status === "applied");
}

/** The last deployment, if it did not end: it failed, or it was killed before its end was recorded. */
export function unfinished({ deployments }: DeploymentRecord): Deployment | undefined {
  const last = deployments.at(-1);
  return last === undefined || last.status === "applied" ? undefined : last;
}

/**
 * The deployment that a rollback goes to: the last one that was applied and has another commit than the last attempt.
 * Entries whose files differed from their commit are omitted, since git does not have these files.
 */
export function rollbackTarget({ deployments }: DeploymentRecord): Deployment | undefined {
  const current = deployments.at(-1)?.commit;
  return deployments.findLast(
    ({ status, commit, modified }) =>
      status === "applied" && commit !== undefined && commit !== current && modified === undefined,
  );
}
