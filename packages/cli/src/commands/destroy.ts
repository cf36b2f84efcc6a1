import { DiagnosticError } from "@featheredge/diagnostics";
import { openBucket } from "../aws/s3/bucket.ts";
import { type AwsTarget, ambientAws } from "../aws/target.ts";
import { type Context, withTextOnStderr } from "../context.ts";
import { type Destruction, formatDestruction, readDestruction } from "../destroy/destruction.ts";
import { prepareDestroy } from "../destroy/prepare-destroy.ts";
import { stacksToDestroy } from "../destroy/select-stacks.ts";
import { requireTools } from "../doctor/required.ts";
import { loadEnvironment } from "../project/registry.ts";
import { readGoneStacks, readStacks, type Stack } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { checkStateNotMoved } from "../state/check-moved.ts";
import { applyStack } from "../terraform/apply-stack.ts";
import { planStack } from "../terraform/plan-stack.ts";
import { initialize, openSession } from "../terraform/session.ts";
import { destroyOnLoopback } from "./change-loopback.ts";

export interface DestroyOptions {
  /** Only this stack; all without it. */
  readonly stack?: string | undefined;
  readonly loopback: boolean;
  /** On the loopback: goes on without asking. */
  readonly yes: boolean;
  /** On the loopback: lifts the environment's prevent_destroy. */
  readonly unprotect: boolean;
  /** On AWS, without a terminal: the environment's name, typed again. */
  readonly confirm?: string | undefined;
  /** One JSON document on standard output; Terraform's text goes to standard error. */
  readonly json: boolean;
}

/** Destroys an environment's stacks, or one of them: on the loopback, or on AWS behind a plan and a typed confirmation. */
export async function destroy(context: Context, name: string, options: DestroyOptions): Promise<void> {
  if (options.loopback) return destroyOnLoopback(context, name, options);
  for (const option of ["yes", "unprotect"] as const) {
    if (!options[option]) continue;
    throw DiagnosticError.of("FE-CLI-001", {
      subject: `--${option}`,
      message: `--${option} is for the loopback: it needs --loopback.`,
      fix:
        option === "yes"
          ? `Without a terminal, add: --confirm ${name}`
          : `Write 'preventDestroy: false' in environments/${name}.ts and apply that first.`,
    });
  }
  await destroyOnAws(context, name, options);
}

async function destroyOnAws(context: Context, name: string, { stack, confirm, json }: DestroyOptions): Promise<void> {
  const { root, env, output } = context;
  const environment = await loadEnvironment(root, name);
  checkUnprotected(name, environment.protections.preventDestroy);
  checkConfirmation(context, name, confirm);
  await requireTools(env, false);
  const target = await ambientAws(context, name, environment);
  try {
    await buildStacks(context, name);
    const stacks = readStacks(root, name);
    for (const one of stacks) checkStateNotMoved(root, one, undefined);
    const selected = stacksToDestroy(name, stack, [...stacks, ...readGoneStacks(root, name)]);
    const session = await openSession(context, selected, target);
    const pending: { readonly stack: Stack; readonly plan: Buffer }[] = [];
    const destructions: Destruction[] = [];
    for (const one of selected) {
      output.progress(`Planning the destruction of ${one.name}`);
      await initialize(context, session, one);
      const plan = await planStack(context, session, one, { destroy: true });
      if (plan.hasChanges) pending.push({ stack: one, plan: plan.saved.plan });
      destructions.push(readDestruction(one.name, plan.json ?? "{}"));
    }
    const shown = json ? withTextOnStderr(context) : context;
    for (const one of destructions) {
      shown.output.print(formatDestruction(one, await objectsIn(context, target, one)));
    }
    const agreed = pending.length > 0 && (await agree(context, name, confirm));
    for (const { stack: folder, plan } of agreed ? pending : []) {
      output.progress(`Destroying ${folder.name}`);
      await prepareDestroy(shown, target, session, folder);
      await applyStack(shown, session, { ...folder, plan });
    }
    report(context, name, { json, agreed, destructions });
  } finally {
    await target.close();
  }
}

/** @throws {DiagnosticError} when the environment protects its resources, with the keys to change */
function checkUnprotected(name: string, preventDestroy: boolean): void {
  if (!preventDestroy) return;
  throw DiagnosticError.of("FE-CLI-022", {
    at: { file: `environments/${name}.ts`, key: "protections.preventDestroy" },
    message: "is true, so Terraform does not destroy resources that hold data.",
    fix:
      `Write 'protections: { preventDestroy: false }' and apply that first, so that S3 lets Terraform empty the ` +
      `buckets: featheredge plan ${name} --save && featheredge apply ${name}`,
  });
}

/** The numbers of objects in the buckets that are destroyed. A bucket that can't be listed is destroyed anyway. */
async function objectsIn({ env, output }: Context, target: AwsTarget, { buckets }: Destruction) {
  const counts = new Map<string, number>();
  for (const { name, region } of buckets) {
    try {
      counts.set(name, await openBucket({ name, region }, env, target).count());
    } catch (error) {
      output.progress((error as Error).message);
    }
  }
  return counts;
}

/** Checks a confirmation before anything is built, so that a pipeline fails early. */
function checkConfirmation({ ask }: Context, name: string, confirm: string | undefined): void {
  if (confirm === name || (confirm === undefined && ask !== undefined)) return;
  const message =
    confirm === undefined
      ? "There is no terminal to type the environment's name on."
      : `--confirm names '${confirm}', but the command destroys '${name}'.`;
  throw DiagnosticError.of("FE-CLI-106", {
    subject: name,
    message,
    fix: `To destroy '${name}' unasked: featheredge destroy ${name} --confirm ${name}`,
  });
}

async function agree({ ask, output }: Context, name: string, confirm: string | undefined): Promise<boolean> {
  if (confirm !== undefined) return true;
  const typed = await ask?.(`This can't be undone. To destroy it, type the environment's name (${name}): `);
  if (typed === name) return true;
  output.progress("Nothing was changed.");
  return false;
}

interface Report {
  readonly json: boolean;
  readonly agreed: boolean;
  readonly destructions: readonly Destruction[];
}

function report({ output }: Context, name: string, { json, agreed, destructions }: Report): void {
  const stacks = destructions.map(({ stack, ...taken }) => ({ name: stack, ...taken }));
  if (json) {
    const document = { environment: name, loopback: false, destroyed: agreed, stacks };
    output.print(`${JSON.stringify(document, undefined, 2)}\n`);
  }
  const retained = destructions.flatMap((one) => one.retained);
  if (agreed && retained.length > 0) {
    output.progress(
      `${retained.join(", ")}: delete ${retained.length === 1 ? "it" : "them"} in some hours by: featheredge prune ${name}`,
    );
  }
}
