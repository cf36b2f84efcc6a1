import { loopbackAws, openedWhile } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { loadEnvironment } from "../project/registry.ts";
import { buildStacks } from "../project/synthesis.ts";
import { rollOut } from "../terraform/roll-out.ts";
import { UserError } from "../user-error.ts";

export interface ChangeOptions {
  /** Goes on without asking. */
  readonly yes: boolean;
}

export interface DestroyOptions extends ChangeOptions {
  readonly loopback: boolean;
  readonly unprotect: boolean;
}

/** Builds, synthesizes, plans and applies every stack of an environment on the loopback. */
export async function applyOnLoopback(context: Context, name: string, options: ChangeOptions): Promise<void> {
  await change(context, name, { ...options, destroy: false, unprotect: false });
}

/** Takes every stack of an environment away from the loopback. AWS's own is not destroyed by a command of ours. */
export async function destroy(context: Context, name: string, options: DestroyOptions): Promise<void> {
  const environment = await loadEnvironment(context.root, name);
  if (!options.loopback) {
    throw new UserError(
      `destroy works on the loopback only. Add --loopback, or run terraform destroy in cdktf.out/stacks yourself.`,
    );
  }
  if (environment.protections.preventDestroy && !options.unprotect) {
    throw new UserError(
      `environments/${name}.ts: protections.preventDestroy is true, so Terraform refuses to destroy what holds data. ` +
        "Add --unprotect to lift that on the loopback, for this run only.",
    );
  }
  await change(context, name, { ...options, destroy: true });
}

interface Change extends ChangeOptions {
  readonly destroy: boolean;
  readonly unprotect: boolean;
}

async function change(context: Context, name: string, { destroy, yes, unprotect }: Change): Promise<void> {
  const { env, output, confirm } = context;
  const environment = await loadEnvironment(context.root, name);
  const verb = destroy ? "Destroy" : "Apply";
  if (!yes && confirm === undefined) {
    throw new UserError(
      `There is no terminal to ask on whether to go on. To ${verb.toLowerCase()} '${name}' on the loopback unasked, add --yes.`,
    );
  }
  await requireTools(env, true);
  const target = await openedWhile(loopbackAws(context, environment), () => buildStacks(context, name));
  try {
    const agree = async () => yes || (await confirm?.(`${verb} this on the loopback?`)) === true;
    const agreed = await rollOut(context, target, { name, environment, destroy, unprotect, agree, quiet: false });
    output.progress(agreed ? `${name} is ${destroy ? "gone from" : "on"} the loopback.` : "Nothing was changed.");
  } finally {
    await target.close();
  }
}
