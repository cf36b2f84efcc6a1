import { DiagnosticError } from "@featheredge/diagnostics";
import type { Loopback } from "@featheredge/loopback";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
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
  readonly environment: Environment;
  readonly loopback: Loopback;
  readonly target: AwsTarget;
  readonly foreignWrites: ForeignWrites;
  readonly onApplying: () => void;
}

interface ApplyControls extends RunControls {
  /** True if Terraform has applied just this build before, so that only other clients can have changed the loopback. */
  readonly isApplied: boolean;
}

/** Applies the build in `cdktf.out` by Terraform. */
export type ApplyBuild = (controls: ApplyControls) => Promise<void>;

/**
 * Makes the function that applies builds. It keeps what does not change between two of them: where Terraform and its
 * provider are, and whether the states have all that the loopback has.
 *
 * @throws {DiagnosticError} from a run, with the project's type errors
 * @throws {AlreadyReported} from a run, when Terraform fails
 */
export function createApply(services: ApplyServices): ApplyBuild {
  const { context, name, environment, loopback, target, foreignWrites, onApplying } = services;
  let session: Session | undefined;
  /** The count of foreign writes when the states were last known to have all of the loopback's resources. */
  let known: number | undefined;

  return async ({ urgent, refreshes, signal, beginApply, isApplied }) => {
    const { stop, kill } = context.interruption;
    const running = { ...context, interruption: { stop: AbortSignal.any([stop, signal]), kill } };
    // Next to Terraform's plan, since both take seconds.
    const types = checkTypes(running);
    types.catch(() => {});
    const requireTypes = async () => {
      const errors = await types;
      if (errors.length > 0) throw new DiagnosticError([...errors]);
    };
    if (refreshes) known = undefined;
    if (isApplied && known === foreignWrites.count) {
      await requireTypes();
      return;
    }
    const stacks = readStacks(context.root, name);
    session ??= await openSession(context, stacks, target);
    const own = { ...session, background: !urgent };
    if (!urgent && known !== foreignWrites.count) {
      const before = foreignWrites.count;
      for (const stack of stacks) await refreshState(running, own, target, stack);
      known = before;
    }
    const before = foreignWrites.count;
    let applies = false;
    await rollOut(running, target, {
      destroy: false,
      unprotect: false,
      quiet: true,
      name,
      environment,
      session: own,
      refresh: known !== before,
      summaryLast: true,
      async agree() {
        await requireTypes();
        beginApply();
        onApplying();
        applies = true;
        return true;
      },
    });
    await requireTypes();
    // A plan that is not applied does not store what it has read.
    if (applies) known = before;
    await fillSecrets(context, loopback, name, environment);
  };
}
