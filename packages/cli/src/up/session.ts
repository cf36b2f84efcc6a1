import type { Loopback } from "@featheredge/loopback";
import type { Moto } from "@featheredge/loopback/start-moto";
import { startProjectLoopback, targetOn } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { loadEnvironment } from "../project/registry.ts";
import { trackAhead } from "./ahead.ts";
import { readApplied } from "./applied-build.ts";
import { createBuilder } from "./builder.ts";
import type { FollowCommands } from "./follow-edits.ts";
import { watchForeignWrites } from "./foreign-writes.ts";
import { createProjectView } from "./project-view/project-view.ts";
import { createReporter } from "./report.ts";
import type { UpCommands } from "./state.ts";
import type { UpStore } from "./store.ts";
import { takeTimings } from "./timings.ts";
import { watchProject } from "./watch-project.ts";

export interface UpOptions {
  /** Prints the times of the start's steps when it ends or fails. */
  readonly timings?: boolean;
  /** 0 takes a free one. */
  readonly httpPort: number;
  readonly httpsPort: number;
  /** `host=url` each: origins that run elsewhere on this machine. */
  readonly origins: Readonly<Record<string, string>>;
}

interface ServeOptions {
  /** Was started by the caller, while this file's imports were loaded. */
  readonly moto: Promise<Moto>;
  /** Gets the commands that can be given from now on. */
  readonly onCommands?: (commands: UpCommands) => void;
}

/**
 * Serves an environment on the loopback until it is stopped, and follows every change. The deployment of the last apply is
 * served at once. Edits of function code and of store entries go to the loopback at once, all others through Terraform,
 * which applies every edit in the end.
 *
 * @throws what `stop` was aborted with; the project's mistakes, if there is no deployment to serve meanwhile
 */
export async function serveEnvironment(
  context: Context,
  name: string,
  options: UpOptions,
  store: UpStore,
  { moto, onCommands = () => {} }: ServeOptions,
): Promise<void> {
  const { root, env, output, interruption } = context;
  const started = Date.now();
  const closing: (() => unknown)[] = [];
  const end = new AbortController();
  let failure: { readonly error: unknown } | undefined;
  const reporter = createReporter(context, store, started);
  output.progress("Starting AWS on this machine");
  const foreignWrites = watchForeignWrites();
  let commands: FollowCommands = { apply: () => {}, checkDrift: () => {} };
  const project = createProjectView({ root, env, name, store, commands: () => commands });
  const { measure, table } = takeTimings();
  let isTimed = options.timings === true;
  const printTimings = () => {
    if (isTimed) output.print(`\n${table()}`);
    isTimed = false;
  };
  let isServing = () => {};
  const serving = new Promise<void>((resolve) => {
    isServing = resolve;
  });
  const opening = startProjectLoopback(
    context,
    { ...options, inspector: { project } },
    {
      observe: foreignWrites.observe,
      measure,
      moto,
      onServing(served) {
        reporter.served(served, "kept");
        isServing();
      },
    },
  );
  closing.push(() => closeIfOpened(opening));
  try {
    // With two processors, a build at the same time would delay the first answer.
    if (readApplied(root, name) !== undefined) await Promise.race([serving, opening]);
    const builder = createBuilder(context, name);
    closing.push(builder.close);
    // Watched from before the first build, so that changes during it are applied too.
    const load = () => loadEnvironment(root, name);
    const ending = AbortSignal.any([interruption.stop, end.signal]);
    const batches = await measure("watch", () => watchProject(root, load, ending));
    const first = measure("build", () => builder.build([]));
    first.catch(() => {});
    await measure("tools", () => requireTools(env, true));
    const environment = await measure("environment", load);
    const loopback = await opening;
    reporter.served(loopback, "kept");
    // Not needed before the loopback serves.
    const [{ createApply }, { createProviderPool }, { followEdits }, { openHotDeployment }] = await Promise.all([
      import("./apply-build.ts"),
      import("../terraform/providers/provider-pool.ts"),
      import("./follow-edits.ts"),
      import("./hot-deployment.ts"),
    ]);
    const target = await targetOn(loopback, environment);
    const hot = openHotDeployment(env, target, loopback.deployment);
    closing.push(hot.close);
    const providers = createProviderPool(output.progress);
    closing.push(providers.close);
    const apply = createApply({
      context,
      name,
      loopback,
      target,
      foreignWrites,
      measure,
      providers,
      onApplying: () => reporter.terraform("applying"),
      onPlan: reporter.planned,
    });
    await followEdits({
      context,
      name,
      store,
      loopback,
      builder,
      ahead: trackAhead(hot, loopback.edge),
      reporter,
      apply,
      first,
      batches,
      started,
      async compare(signal) {
        const { compareEnvironment } = await import("../live/compare-environment.ts");
        const stop = AbortSignal.any([interruption.stop, signal]);
        const comparing = { ...context, interruption: { ...interruption, stop } };
        const edited = await load();
        return compareEnvironment(comparing, target, { name, environment: edited, with: "state" });
      },
      onCommands(given) {
        commands = given;
        onCommands({ ...given, clearCache: () => loopback.edge?.clearCache(), quit: () => end.abort() });
      },
      onStarted: printTimings,
      fail(error) {
        failure ??= { error };
        end.abort();
      },
    });
  } finally {
    end.abort();
    for (const close of closing.reverse()) await close();
    printTimings();
  }
  if (failure !== undefined) throw failure.error;
  interruption.stop.throwIfAborted();
}

async function closeIfOpened(opening: Promise<Loopback>): Promise<void> {
  const loopback = await opening.catch(() => undefined);
  await loopback?.close();
}
