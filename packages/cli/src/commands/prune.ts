import { ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { loadEnvironment } from "../project/registry.ts";
import { readGoneStacks, readStacks } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { withStateAt } from "../rename/state-at.ts";
import { edgeFunctions } from "../retained/edge-functions.ts";
import { functionsInState, pruneFunctions } from "../retained/prune.ts";
import { initialize, openSession } from "../terraform/session.ts";
import { pullState } from "../terraform/state-version.ts";

export interface PruneCommandOptions {
  /** On the loopback instead of AWS. */
  readonly loopback: boolean;
  /** How long to try again while functions have replicas, in minutes. */
  readonly wait: number;
  /** One JSON document instead of text. */
  readonly json: boolean;
}

/** Between two attempts to delete. */
const intervalMilliseconds = { loopback: 1_000, aws: 60_000 };

/** How long a function must have been unchanged. */
const quietMilliseconds = { loopback: 0, aws: 60 * 60_000 };

/** Deletes the Lambda@Edge functions of an environment that were retained when they were removed from its stacks. */
export async function prune(context: Context, name: string, options: PruneCommandOptions): Promise<void> {
  const { root, env, output, interruption } = context;
  const environment = await loadEnvironment(root, name);
  await requireTools(env, options.loopback);
  const opening = options.loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name, { typeChecked: false }));
  const where = options.loopback ? "loopback" : "aws";
  const functions = edgeFunctions(name, new Date(Date.now() - quietMilliseconds[where]), env, target);
  try {
    const stacks = [...readStacks(root, name), ...readGoneStacks(root, name)];
    const session = await openSession(context, stacks, target);
    const managed = new Map<string, ReadonlySet<string>>();
    for (const stack of stacks) {
      await target.withRegistry(session.setup, () => initialize(context, session, stack));
      managed.set(stack.name, new Set(functionsInState(await pullState(context, session, stack))));
    }
    // A stack's functions are tagged with its earlier name until its rename is applied.
    const known = new Set([...managed.values()].flatMap((names) => [...names]));
    const managedBy = async (name: string) => {
      const [template] = stacks;
      if (!managed.has(name) && template !== undefined) {
        const state = await withStateAt(context, session, template, name, (one) => one.read());
        managed.set(name, new Set(functionsInState(state)));
      }
      return new Set([...known, ...(managed.get(name) ?? [])]);
    };
    const deleted: string[] = [];
    const left = await pruneFunctions(functions, {
      managedBy,
      deadline: Date.now() + options.wait * 60_000,
      intervalMilliseconds: intervalMilliseconds[where],
      stop: interruption.stop,
      onDeleted(removed) {
        deleted.push(removed);
        if (!options.json) output.print(`Deleted ${removed}.\n`);
      },
    });
    if (options.json) {
      output.print(`${JSON.stringify({ environment: name, deleted, replicated: left }, undefined, 2)}\n`);
      return;
    }
    for (const replicated of left) {
      output.print(
        `${replicated} still has replicas: AWS removes them some hours after the last distribution stopped using the ` +
          `function. Run 'featheredge prune ${name}' again later.\n`,
      );
    }
    if (deleted.length + left.length === 0) output.print(`'${name}' has no retained functions.\n`);
  } finally {
    functions.close();
    await target.close();
  }
}
