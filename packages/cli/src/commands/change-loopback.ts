import { DiagnosticError } from "@featheredge/diagnostics";
import { loopbackAws, openedWhile } from "../aws/target.ts";
import { type Context, withTextOnStderr } from "../context.ts";
import { beginDeployment, recorded } from "../deployments/record-apply.ts";
import { deploymentStore } from "../deployments/store.ts";
import { requireTools } from "../doctor/required.ts";
import { findProvenance } from "../plans/provenance.ts";
import { loadEnvironment } from "../project/registry.ts";
import { buildStacks } from "../project/synthesis.ts";
import { rollOut } from "../terraform/roll-out.ts";

export interface ChangeOptions {
  /** Goes on without asking. */
  readonly yes: boolean;
  /** One JSON document on standard output; Terraform's text goes to standard error. */
  readonly json: boolean;
}

/** Builds, synthesizes, plans and applies every stack of an environment on the loopback. */
export async function applyOnLoopback(context: Context, name: string, options: ChangeOptions): Promise<void> {
  await change(context, name, { ...options, destroy: false, unprotect: false });
}

export interface DestroyOnLoopbackOptions extends ChangeOptions {
  readonly stack?: string | undefined;
  readonly unprotect: boolean;
}

/** Takes every stack of an environment, or one, away from the loopback. */
export async function destroyOnLoopback(
  context: Context,
  name: string,
  options: DestroyOnLoopbackOptions,
): Promise<void> {
  const environment = await loadEnvironment(context.root, name);
  if (environment.protections.preventDestroy && !options.unprotect) {
    throw DiagnosticError.of("FE-CLI-022", {
      at: { file: `environments/${name}.ts`, key: "protections.preventDestroy" },
      message: "is true, so Terraform does not destroy resources that hold data.",
      fix: "Add --unprotect to lift that on the loopback, for this run only.",
    });
  }
  await change(context, name, { ...options, destroy: true });
}

interface Change extends ChangeOptions {
  readonly destroy: boolean;
  readonly stack?: string | undefined;
  readonly unprotect: boolean;
}

async function change(context: Context, name: string, { destroy, stack, yes, unprotect, json }: Change): Promise<void> {
  const { env, output, confirm } = context;
  const environment = await loadEnvironment(context.root, name);
  const verb = destroy ? "Destroy" : "Apply";
  if (!yes && confirm === undefined) {
    throw DiagnosticError.of("FE-CLI-023", {
      subject: name,
      message: "There is no terminal to ask on whether to go on.",
      fix: `To ${verb.toLowerCase()} '${name}' on the loopback unasked, add --yes.`,
    });
  }
  await requireTools(env, true);
  const target = await openedWhile(loopbackAws(context, environment), () =>
    buildStacks(context, name, { typeChecked: !destroy }),
  );
  try {
    const provenance = await findProvenance(context.root, env);
    const record = (stacks: readonly string[], work: () => Promise<void>) => {
      const begun = beginDeployment({ environment: name, provenance, stacks, plan: "", now: new Date() }, env);
      return recorded(deploymentStore(context, target, name, environment), name, begun, work);
    };
    const agree = async () => yes || (await confirm?.(`${verb} this on the loopback?`)) === true;
    const agreed = await rollOut(json ? withTextOnStderr(context) : context, target, {
      name,
      environment,
      destroy,
      stack,
      unprotect,
      agree,
      quiet: false,
      ...(destroy ? {} : { record }),
    });
    output.progress(
      agreed ? `${stack ?? name} is ${destroy ? "gone from" : "on"} the loopback.` : "Nothing was changed.",
    );
    if (json) {
      const report = { environment: name, loopback: true, [destroy ? "destroyed" : "applied"]: agreed };
      output.print(`${JSON.stringify(report, undefined, 2)}\n`);
    }
  } finally {
    await target.close();
  }
}
