import { DiagnosticError } from "@featheredge/diagnostics";
import type { Loopback, Measure } from "@featheredge/loopback";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { loadEnvironment } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import type { ProviderPool } from "../terraform/providers/provider-pool.ts";
import { refreshState } from "../terraform/refresh-state.ts";
import { rollOut } from "../terraform/roll-out.ts";
import { openSession, type Session } from "../terraform/session.ts";
import { checkTypes } from "../type-check/check-types.ts";
import type { ForeignWrites } from "./foreign-writes.ts";
import type { RunControls } from "./reconcile.ts";
import { fillSecrets } from "./secrets.ts";

/** The services that applying a build uses. */
interface ApplyServices {
  readonly context: Context;
  readonly name: string;
  readonly loopback: Loopback;
  readonly target: AwsTarget;
  readonly foreignWrites: ForeignWrites;
  readonly onApplying: () => void;
  /** Called with the summary of a run's plans, and again when the run has planned another stack. */
  readonly onPlan: (text: string) => void;
  readonly measure: Measure;
  readonly providers: ProviderPool;
}

interface ApplyControls extends RunControls {
  /** Called once the build is applied, and before Terraform's work is summarized. */
  readonly onApplied: () => Promise<void>;
  /** True if Terraform has applied just this build before, so that only other clients can have changed the loopback. */
  readonly isApplied: boolean;
}

/** Applies the build in `cdktf.out` by Terraform. */
export type ApplyBuild = (controls: ApplyControls) => Promise<void>;

/**
 * Makes the function that applies builds. It keeps what does not change between two of them: where Terraform and its
 * provider are, and whether the states have all that the loopback has.
 *
 * @throws {DiagnosticError} from a run, with the mistakes of the environment or the project's type errors
 * @throws {AlreadyReported} from a run, when Terraform fails
 */
export function createApply(services: ApplyServices): ApplyBuild {
  const { context, name, loopback, target, foreignWrites, onApplying, onPlan, measure, providers } = services;
  let session: Session | undefined;
  /** The count of foreign writes when the states were last known to have all of the loopback's resources. */
  let known: number | undefined;

  return async ({ urgent, refreshes, signal, beginApply, onApplied, isApplied }) => {
    const { stop, kill } = context.interruption;
    let applies = false;
    const output: Context["output"] = {
      ...context.output,
      // Terraform calls a plan that is interrupted an error, though a newer edit was the reason.
      passOn: (text) => (signal.aborted && !applies ? undefined : context.output.passOn(text)),
    };
    const running = { ...context, output, interruption: { stop: AbortSignal.any([stop, signal]), kill } };
    // Next to Terraform's plan, since both take seconds.
    const types = measure("type check", () => checkTypes(running));
    types.catch(() => {});
    // An edit may have changed it.
    const environment = await loadEnvironment(context.root, name);
    const requireTypes = async () => {
      const errors = await types;
      if (errors.length > 0) throw new DiagnosticError([...errors]);
    };
    if (refreshes) known = undefined;
    if (isApplied && known === foreignWrites.count) {
      await requireTypes();
      await onApplied();
      return;
    }
    const stacks = readStacks(context.root, name);
    session ??= await measure("terraform and its provider", () => openSession(context, stacks, target));
    const own = { ...session, background: !urgent, measure, providers };
    if (!urgent && known !== foreignWrites.count) {
      const before = foreignWrites.count;
      for (const stack of stacks) await refreshState(running, own, target, stack);
      known = before;
    }
    const before = foreignWrites.count;
    let plans = "";
    await rollOut(running, target, {
      destroy: false,
      unprotect: false,
      quiet: true,
      name,
      environment,
      session: own,
      refresh: known !== before,
      async onApplied() {
        known = before;
        await measure("secrets", () => fillSecrets(context, loopback, name, environment));
        await onApplied();
      },
      async agree() {
        await requireTypes();
        beginApply();
        onApplying();
        applies = true;
        return true;
      },
      onPlan(text) {
        plans += text;
        onPlan(plans);
      },
    });
    if (plans === "") onPlan("No changes.");
    // A plan without changes is not applied, and does not store the resources that it has read.
    if (applies) return;
    await requireTypes();
    await fillSecrets(context, loopback, name, environment);
    await onApplied();
  };
}
