import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { type AwsTarget, ambientAws, loopbackAws } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { extensionFile, type ImportedEntry, importEntry } from "../import/entry.ts";
import { keyFrom } from "../import/names.ts";
import { readLive } from "../import/read-live.ts";
import { findDifferences, settle } from "../import/settle.ts";
import { addToEnvironment, entryFile, entryText, extensionText } from "../import/write-entry.ts";
import { loadEnvironment } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { planStack } from "../terraform/plan-stack.ts";
import { initialize, openSession } from "../terraform/session.ts";

export interface ImportOptions {
  readonly environment: string;
  /** The distribution's key in the environment. @default made of its first alias, or of its comment */
  readonly name?: string | undefined;
  readonly loopback: boolean;
  /** Writes the files, and plans until nothing changes; without it, they are printed. */
  readonly write: boolean;
  /** One JSON document instead of text. */
  readonly json: boolean;
}

/**
 * Writes the environment's entry of a distribution that exists, its handlers from the deployed code, and import blocks for
 * all of it. Nothing in AWS is changed.
 */
export async function importDistribution(context: Context, id: string, options: ImportOptions): Promise<void> {
  const { root, env, output } = context;
  const { environment: name, loopback, write, json } = options;
  const environment = await loadEnvironment(root, name);
  await requireTools(env, loopback);
  const target = loopback ? await loopbackAws(context, environment) : await ambientAws(context, name, environment);
  try {
    output.progress(`Reading ${id}`);
    const live = await readLive(id, env, target);
    const { Aliases: aliases, Comment: comment } = live.config;
    const key = options.name ?? keyFrom(aliases?.Items?.[0] ?? comment ?? id, Object.keys(environment.distributions));
    checkFree(root, environment.distributions, key);
    const entry = importEntry(live, key, environment.region, Object.keys(environment.handlers));
    const files = () => [
      { path: entryFile(key), text: entryText(entry, id) },
      { path: extensionFile(key), text: extensionText(entry, id) },
    ];
    if (!write) {
      if (json)
        output.print(
          `${JSON.stringify({ environment: name, key, files: files(), notes: entry.notes }, undefined, 2)}\n`,
        );
      else for (const { path, text } of files()) output.print(`// ${path}\n${text}\n`);
      for (const path of entry.files.keys()) output.progress(`With --write, the deployed code goes to ${path}`);
      for (const note of entry.notes) output.progress(note);
      return;
    }
    const environmentPath = join(root, `environments/${name}.ts`);
    const changed = addToEnvironment(readFileSync(environmentPath, "utf8"), key);
    if (changed === undefined) throw noLiteral(name, key);
    for (const [path, bytes] of entry.files) put(root, path, bytes);
    for (const { path, text } of files()) put(root, path, text);
    writeFileSync(environmentPath, changed);
    const kept = await settled(context, target, { name, key, id, entry });
    report(context, { name, key, kept, entry, json });
  } finally {
    await target.close();
  }
}

function put(root: string, path: string, content: string | Uint8Array): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** @throws {DiagnosticError} when the environment has a distribution of the key, or a file of it exists */
function checkFree(root: string, distributions: object, key: string): void {
  const taken = [entryFile(key), extensionFile(key)].filter((path) => existsSync(join(root, path)));
  if (!Object.hasOwn(distributions, key) && taken.length === 0) return;
  throw DiagnosticError.of("FE-CLI-108", {
    subject: key,
    message: taken.length === 0 ? `The environment has a distribution '${key}'.` : `${taken.join(" and ")} exists.`,
    fix: "Choose another key by --name, or remove what an earlier import wrote.",
  });
}

function noLiteral(name: string, key: string): DiagnosticError {
  return DiagnosticError.of("FE-CLI-109", {
    subject: name,
    message: `environments/${name}.ts has no line '  distributions: {' to add '${key}' to.`,
    fix: "Run the command without --write, and add the printed entry by hand.",
  });
}

interface Settled {
  readonly name: string;
  readonly key: string;
  readonly id: string;
  readonly entry: ImportedEntry;
}

/** Plans how often at most: each plan may show differences that an earlier one hid. */
const attempts = 3;

/**
 * Plans the distribution's stack, and keeps as it is what the plan would change, until it changes nothing.
 * @returns a sentence for each argument that is kept, and each resource that is not created
 */
async function settled(context: Context, target: AwsTarget, { name, key, id, entry }: Settled): Promise<string[]> {
  const kept: string[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await buildStacks(context, name);
    const stack = readStacks(context.root, name).find((one) => one.name === `${key}-${name}`);
    if (stack === undefined) throw new Error(`The environment has no stack ${key}-${name}.`);
    const session = await openSession(context, [stack], target);
    await target.withRegistry(session.setup, () => initialize(context, session, stack));
    const { json = "{}" } = await planStack(context, session, stack);
    const differences = findDifferences(json);
    if (differences.length === 0) return kept;
    kept.push(...settle(entry, differences));
    put(context.root, extensionFile(key), extensionText(entry, id));
  }
  return kept;
}

interface Report extends Omit<Settled, "id"> {
  readonly kept: readonly string[];
  readonly json: boolean;
}

function report({ output }: Context, { name, key, kept, entry, json }: Report): void {
  const files = [entryFile(key), extensionFile(key), ...entry.files.keys()];
  if (json) {
    output.print(`${JSON.stringify({ environment: name, key, files, notes: entry.notes, kept }, undefined, 2)}\n`);
    return;
  }
  for (const path of files) output.print(`${path}\n`);
  for (const line of [...entry.notes, ...kept]) output.progress(line);
  output.progress(
    `Imported as '${key}': 'featheredge plan ${name}' shows that nothing changes; apply it to record the state.`,
  );
}
