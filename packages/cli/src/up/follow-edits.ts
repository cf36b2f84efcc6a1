import { join } from "node:path";
import { forgetProjectModules } from "@featheredge/compiler/project-modules";
import type { Loopback } from "@featheredge/loopback";
import type { Context } from "../context.ts";
import type { StackDifferences } from "../live/difference.ts";
import { AlreadyReported, diagnosticsOf, mistakesAsText } from "../report/failure.ts";
import type { Ahead } from "./ahead.ts";
import { keepApplied, readApplied } from "./applied-build.ts";
import type { ApplyBuild } from "./apply-build.ts";
import { type Builder, type BuiltFiles, upDirectory } from "./builder.ts";
import { editTime, lastBuild, projectPaths } from "./edits.ts";
import { createReconciler, type RunControls } from "./reconcile.ts";
import type { Reporter } from "./report.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import type { UpStore } from "./store.ts";

/** Commands that a user can give between two edits. */
export interface FollowCommands {
  /** Plans and applies again, and reads all resources for it. */
  apply(): void;
  /** Looks for changes outside of Terraform, and changes nothing. */
  checkDrift(): void;
}

export interface Following {
  readonly context: Context;
  readonly name: string;
  readonly store: UpStore;
  readonly loopback: Loopback;
  readonly builder: Builder;
  readonly ahead: Ahead;
  readonly reporter: Reporter;
  readonly apply: ApplyBuild;
  /** The batches of files that change, until `up` ends. */
  readonly batches: AsyncIterable<readonly string[]>;
  /** The build that was begun before the first edit. */
  readonly first: Promise<BuiltFiles>;
  /** Called when Terraform has applied the first build. */
  readonly onStarted: () => void;
  /** When the command was started, in milliseconds since 1970. */
  readonly started: number;
  /** Compares AWS with what Terraform applied last. */
  readonly compare: (signal: AbortSignal) => Promise<readonly StackDifferences[]>;
  /** Gets the commands that a user can give from now on. */
  readonly onCommands: (commands: FollowCommands) => void;
  /** Ends `up` with an error. */
  readonly fail: (error: unknown) => void;
}

/**
 * Builds the environment now and after every change, and brings each build to the loopback: at once where only code and
 * entries have changed, and by Terraform.
 *
 * @throws the mistakes of the first build, if there is no deployment to serve meanwhile
 */
export async function followEdits(following: Following): Promise<void> {
  const { context, name, store, loopback, builder, ahead, reporter, batches, fail } = following;
  const { root, output } = context;
  const folder = join(upDirectory(root, name), "stacks");
  let newest: Snapshot | undefined;
  let applied: Snapshot | undefined;
  let firstBuild: Snapshot | undefined;

  const build = async (building: Promise<BuiltFiles>, since: number): Promise<Snapshot> => {
    const { number, files, warnings } = await building;
    newest = takeSnapshot(folder, number, files, newest);
    if (warnings.length > 0) output.passOn(await mistakesAsText(root, warnings));
    reporter.built(lastBuild(root, name, Date.now() - since));
    return newest;
  };

  const checkDrift = async (signal: AbortSignal): Promise<void> => {
    reporter.drift({ status: "checking", at: Date.now() });
    try {
      if (newest !== undefined) await builder.publish();
      const stacks = await following.compare(signal);
      reporter.drift({ status: "checked", at: Date.now(), stacks });
    } catch (error) {
      if (signal.aborted || context.interruption.stop.aborted) throw error;
      const diagnostics = diagnosticsOf(error);
      if (diagnostics === undefined && !(error instanceof AlreadyReported)) throw error;
      if (diagnostics !== undefined) output.passOn(await mistakesAsText(root, diagnostics));
      reporter.drift({ status: "failed", at: Date.now() });
    }
  };

  const reconcile = async (controls: RunControls): Promise<void> => {
    let isApplying = false;
    const beginApply = () => {
      controls.beginApply();
      isApplying = true;
    };
    try {
      reporter.terraform("planning");
      // Answers come in order, so that this is the newest build.
      await builder.publish();
      const published = newest;
      if (published === undefined) return;
      const isApplied = applied !== undefined && sameDigests(applied, published);
      const isFirst = applied === undefined;
      const onApplied = async () => {
        applied = published;
        await ahead.applied(published);
        keepApplied(root, name, published.digests);
        reporter.served(loopback, "applied");
        if (isFirst) following.onStarted();
      };
      await following.apply({ ...controls, signal: controls.signal, beginApply, onApplied, isApplied });
      reporter.applied(ahead, controls.since, published === firstBuild ? "start" : "edit");
    } catch (error) {
      if (controls.signal.aborted || context.interruption.stop.aborted) throw error;
      if (controls.isOvertaken) {
        output.progress("A newer edit has overtaken this run of Terraform, which is repeated.");
        if (isApplying) await ahead.repeat();
        return;
      }
      reporter.reverted(ahead, await ahead.revert(!isApplying));
      if (store.state.distributions.length === 0) fail(error);
      else await reporter.failed(error);
    }
  };
  const reconciler = createReconciler({ run: reconcile, check: checkDrift, onDefect: fail });

  try {
    const first = await build(following.first, following.started).catch(async (error) => {
      if (store.state.distributions.length === 0) throw error;
      await reporter.failed(error, failedBuild(store, following.started));
      return undefined;
    });
    firstBuild = first;
    if (first !== undefined) {
      const kept = readApplied(root, name);
      const isKept =
        kept !== undefined && sameDigests({ digests: kept }, first) && store.state.distributions.length > 0;
      // The last deployment can be edited at once, though Terraform has yet to compare it with the loopback.
      if (isKept) await ahead.applied(first);
      reconciler.wish({ urgent: !isKept, since: following.started });
    }
    following.onCommands({
      apply: () => reconciler.wish({ urgent: true, refreshes: true, since: Date.now() }),
      checkDrift: reconciler.check,
    });
    for await (const files of batches) {
      const paths = projectPaths(root, files);
      const since = editTime(files, Date.now());
      forgetProjectModules(root, { changed: paths });
      store.emit({ type: "changed", files: paths });
      try {
        const followed = await ahead.follow(await build(builder.build(paths), since));
        if (followed.kind === "ahead") reporter.ahead(ahead, followed.parts, since);
        if (followed.kind === "terraform" && followed.rejected !== undefined) {
          output.progress(`The loopback rejected it, so Terraform applies it: ${followed.rejected.message}`);
        }
        reconciler.wish({ urgent: followed.kind === "terraform", since });
      } catch (error) {
        await reporter.failed(error, failedBuild(store, since));
      }
    }
  } finally {
    await reconciler.close(context.interruption.stop.reason);
  }
}

function failedBuild({ state }: UpStore, since: number) {
  return { succeeded: false, milliseconds: Math.round(Date.now() - since), functions: state.build?.functions ?? [] };
}

function sameDigests(one: Pick<Snapshot, "digests">, other: Pick<Snapshot, "digests">): boolean {
  const files = Object.keys(one.digests);
  return (
    files.length === Object.keys(other.digests).length &&
    files.every((file) => one.digests[file] === other.digests[file])
  );
}
