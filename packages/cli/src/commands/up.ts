import { join, relative, sep } from "node:path";
import { openedWhile, startProjectLoopback, targetOn } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { loadEnvironment } from "../project/registry.ts";
import { buildStacks } from "../project/synthesis.ts";
import { AlreadyReported, diagnosticsOf, mistakesAsText } from "../report/failure.ts";
import { rollOut } from "../terraform/roll-out.ts";
import { printEvents } from "../up/print-events.ts";
import { fillSecrets } from "../up/secrets.ts";
import { inspectorUrl, servedDistributions } from "../up/served-distributions.ts";
import { createUpStore, type UpStore } from "../up/store.ts";
import { watchChanges } from "../watch/changes.ts";

export interface UpOptions {
  /** 0 takes a free one. */
  readonly httpPort: number;
  readonly httpsPort: number;
  /** `host=url` each: origins that run elsewhere on this machine. */
  readonly origins: Readonly<Record<string, string>>;
}

/** The folders that stacks are made from. A project without HTTP APIs has no apis/ until its first one is written. */
const watched = ["apis", "edge-handlers", "environments", "modules", "stacks"];

/**
 * Applies an environment to the loopback, serves its distributions, and follows every change until it is stopped: what
 * was edited is built, planned and applied while the edge goes on serving.
 *
 * @throws what `stop` was aborted with
 */
export async function up(outer: Context, name: string, options: UpOptions): Promise<never> {
  const started = Date.now();
  const store = createUpStore(name, started);
  store.subscribe(printEvents(outer.output));
  const context = { ...outer, output: eventOutput(outer.output, store) };
  const { root, env, output, interruption } = context;
  const { stop } = interruption;
  const environment = await loadEnvironment(root, name);
  await requireTools(env, true);
  output.progress("Starting AWS on this machine");
  const ended = new AbortController();
  // Watched from before the first build, so that changes during it are applied too.
  const folders = watched.map((folder) => join(root, folder));
  const batches = await watchChanges(folders, AbortSignal.any([stop, ended.signal]));
  try {
    const loopback = await openedWhile(startProjectLoopback(context, options), () => buildStacks(context, name));
    try {
      const target = await targetOn(loopback, environment);
      const apply = async () => {
        await rollOut(context, target, { ...unasked, name, environment });
        await fillSecrets(context, loopback, name, environment);
      };
      await apply();
      store.emit(
        { type: "serving", milliseconds: Date.now() - started, from: "applied" },
        { distributions: servedDistributions(loopback), inspector: inspectorUrl(loopback) },
      );
      for await (const files of batches) {
        store.emit({ type: "changed", files: files.map((file) => relative(root, file).split(sep).join("/")) });
        await follow(context, async () => {
          await buildStacks(context, name);
          await apply();
        });
      }
      throw stop.reason;
    } finally {
      await loopback.close();
    }
  } finally {
    ended.abort();
  }
}

/** Makes events of what commands print, so that each reader of the events decides how it looks. */
function eventOutput(output: Context["output"], { emit }: UpStore): Context["output"] {
  return {
    ...output,
    print: (text) => emit({ type: "result", text }),
    progress: (text) => emit({ type: "step", text }),
    passOn: (text) => emit({ type: "output", text }),
  };
}

const unasked = { destroy: false, unprotect: false, agree: async () => true, quiet: true } as const;

/** Applies a change; where that fails, what was applied before goes on being served. */
async function follow(context: Context, apply: () => Promise<void>): Promise<void> {
  try {
    await apply();
    context.output.progress("Applied; serving what was changed.");
  } catch (error) {
    if (context.interruption.stop.aborted) throw error;
    const diagnostics = diagnosticsOf(error);
    if (diagnostics !== undefined) context.output.passOn(await mistakesAsText(context.root, diagnostics));
    else if (!(error instanceof AlreadyReported)) throw error;
    context.output.progress("Not applied; what was applied before goes on being served. Waiting for the next change.");
  }
}
