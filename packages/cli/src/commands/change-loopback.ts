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
    throw DiagnosticError.of("FE-CLI-001", {
      subject: "destroy",
      message: "destroy works on the loopback only.",
      fix: "Add --loopback, or run terraform destroy in cdktf.out/stacks yourself.",
    });
  }
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
  readonly unprotect: boolean;
}

async function change(context: Context, name: string, { destroy, yes, unprotect, json }: Change): Promise<void> {
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
      unprotect,
      agree,
      quiet: false,
      ...(destroy ? {} : { record }),
    });
    output.progress(agreed ? `${name} is ${destroy ? "gone from" : "on"} the loopback.` : "Nothing was changed.");
    if (json) {
      const report = { environment: name, loopback: true, [destroy ? "destroyed" : "applied"]: agreed };
      output.print(`${JSON.stringify(report, undefined, 2)}\n`);
    }
  } finally {
    await target.close();
  }
}
