import { ambientAws, loopbackAws } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { type Deployment, rollbackTarget } from "../deployments/record.ts";
import { deploymentStore, readDeployments } from "../deployments/store.ts";
import { writeOutputs } from "../github/outputs.ts";
import { loadEnvironment } from "../project/registry.ts";
import { formatTable } from "../report/table.ts";

export interface DeploymentsOptions {
  readonly loopback: boolean;
  /** One JSON document instead of text. */
  readonly json: boolean;
}

/** Lists the deployments of an environment, the latest first, and the commit that a rollback goes to. */
export async function deployments(context: Context, name: string, options: DeploymentsOptions): Promise<void> {
  const { env, output } = context;
  const environment = await loadEnvironment(context.root, name);
  const target = await (options.loopback ? loopbackAws(context, environment) : ambientAws(context, name, environment));
  try {
    const record = await readDeployments(deploymentStore(context, target, name, environment));
    const latestFirst = record.deployments.toReversed();
    const rollback = rollbackTarget(record)?.commit;
    writeOutputs(env, { rollback: rollback ?? "" });
    if (options.json) {
      output.print(`${JSON.stringify({ environment: name, rollback, deployments: latestFirst }, undefined, 2)}\n`);
      return;
    }
    if (latestFirst.length === 0) return output.print(`'${name}' has not been deployed.\n`);
    output.print(
      formatTable(latestFirst.map((one) => rowOf(one, one.commit !== undefined && one.commit === rollback))),
    );
  } finally {
    await target.close();
  }
}

function rowOf({ commit, at, status, by, stacks, rollback, modified }: Deployment, isTarget: boolean): string[] {
  const remarks = [rollback && "a rollback", modified && "with changed files", isTarget && "a rollback goes here"];
  const hash = commit?.slice(0, 12) ?? "-";
  return [at, hash, status, by, stacks.join(" "), remarks.filter((remark) => remark).join(", ")];
}
