import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { Provenance } from "../plans/provenance.ts";
import type { Deployment, DeploymentStatus } from "./record.ts";
import { appendDeployment, type DeploymentStore } from "./store.ts";

/** A deployment before it begins. */
export type Begun = Omit<Deployment, "status">;

export interface ApplyToRecord {
  readonly environment: string;
  readonly provenance: Provenance;
  readonly stacks: readonly string[];
  /** SHA-256 of the saved plan, in hex. */
  readonly plan: string;
  readonly now: Date;
}

/** Describes an apply that is about to begin, by whom GitHub or the system says that it is. */
export function beginDeployment({ provenance, stacks, plan, now }: ApplyToRecord, env: NodeJS.ProcessEnv): Begun {
  const { commit, run, modified, source } = provenance;
  const configuration = source ?? commit;
  return {
    id: randomUUID(),
    ...(configuration === undefined ? {} : { commit: configuration }),
    ...(modified === true && source === undefined ? { modified } : {}),
    ...(source === undefined || source === commit ? {} : { rollback: true }),
    at: now.toISOString(),
    stacks: [...stacks],
    plan,
    by: env.GITHUB_ACTIONS === "true" ? (env.GITHUB_ACTOR ?? "GitHub Actions") : userName(env),
    ...(run === undefined ? {} : { run }),
  };
}

function userName(env: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    // The system does not know the user, as in a container with a foreign id.
    return env.USER ?? "unknown";
  }
}

/**
 * Applies an environment and records how that ended. The entry is written before the first change, so that an apply
 * that is killed is known: the next plan of the environment counts as a change, and its apply completes the record.
 * @throws whatever the work throws, after the deployment was recorded as failed
 * @throws {DiagnosticError} when the work is done but its record can't be written
 */
export async function recorded<T>(
  store: DeploymentStore,
  environment: string,
  begun: Begun,
  work: () => Promise<T>,
): Promise<T> {
  const write = (status: DeploymentStatus) => appendDeployment(store, { ...begun, status });
  await write("applying");
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // The reason of the failure matters more than the record, whose entry says "applying" then.
    await write("failed").catch(() => {});
    throw error;
  }
  try {
    await write("applied");
  } catch (cause) {
    throw DiagnosticError.of(
      "FE-CLI-141",
      {
        subject: environment,
        message: `was applied, but its record in ${store.name} can't be completed: ${(cause as Error).message}.`,
        fix: `Plan and apply again, which changes nothing else: featheredge plan ${environment} --save`,
      },
      { cause },
    );
  }
  return result;
}
