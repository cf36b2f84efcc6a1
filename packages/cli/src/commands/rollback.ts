import { DiagnosticError } from "@featheredge/diagnostics";
import { ambientAws, loopbackAws } from "../aws/target.ts";
import { withBundleOf } from "../commits/install-commit.ts";
import type { Context } from "../context.ts";
import { rollbackTarget } from "../deployments/record.ts";
import { deploymentStore, readDeployments } from "../deployments/store.ts";
import { loadEnvironment } from "../project/registry.ts";
import { apply } from "./apply.ts";
import { plan } from "./plan.ts";

export interface RollbackOptions {
  /** The commit to go back to. @default the last one that was deployed before the present one */
  readonly to?: string | undefined;
  /** Allows a rollback that destroys or replaces resources. */
  readonly allowDestroy: boolean;
  readonly loopback: boolean;
  /** Applies without asking. */
  readonly yes: boolean;
}

/**
 * Plans an environment as an earlier commit configured it, and applies the plan when the user agrees. Where there is no
 * terminal to ask on, the plan is saved for `apply`.
 */
export async function rollback(context: Context, name: string, options: RollbackOptions): Promise<void> {
  const { allowDestroy, loopback, yes } = options;
  const revision = options.to ?? (await findTarget(context, name, loopback));
  await withBundleOf(context, { environment: name, revision }, async (bundle, commit) => {
    context.output.progress(`Going back to ${commit}`);
    await plan(context, name, { loopback, json: false, save: true, bundle, reviewed: true, destroy: allowDestroy });
  });
  const agreed = yes || (await context.confirm?.(`Apply this to '${name}'?`)) === true;
  if (agreed) await apply(context, name, { json: false, loopback });
}

/** @throws {DiagnosticError} when no earlier commit was deployed */
async function findTarget(context: Context, name: string, loopback: boolean): Promise<string> {
  const environment = await loadEnvironment(context.root, name);
  const target = await (loopback ? loopbackAws(context, environment) : ambientAws(context, name, environment));
  try {
    const record = await readDeployments(deploymentStore(context, target, name, environment));
    const commit = rollbackTarget(record)?.commit;
    if (commit !== undefined) return commit;
  } finally {
    await target.close();
  }
  throw DiagnosticError.of("FE-CLI-145", {
    subject: name,
    message: `The record of '${name}' has no deployment of another commit to go back to.`,
    fix: `'featheredge deployments ${name}' lists the deployments. Name a commit: featheredge rollback ${name} --to <commit>`,
  });
}
