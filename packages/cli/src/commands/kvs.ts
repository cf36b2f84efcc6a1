import { text } from "node:stream/consumers";
import { checkStoreEntry, checkStoreSize } from "@featheredge/aws-rules";
import { DiagnosticError } from "@featheredge/diagnostics";
import { ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { checkDistributionName, findStoreArn } from "../kvs/find-store.ts";
import { openStore } from "../kvs/store.ts";
import { type Difference, differenceOf, type Store, syncStore } from "../kvs/sync.ts";
import { wantedEntries } from "../kvs/wanted-entries.ts";
import { loadEnvironment } from "../project/registry.ts";
import { buildStacks } from "../project/synthesis.ts";

export interface StoreCommand {
  readonly name: string;
  readonly distribution: string;
  readonly loopback: boolean;
  readonly json: boolean;
}

/** Prints the keys in which a distribution's store differs from its environment, and none of the values. */
export function diffStore(context: Context, command: StoreCommand): Promise<void> {
  return withStore(context, command, async (store) => {
    const { entries } = await store.read();
    print(context, command, differenceOf(entries, wantedEntries(context.root, command.name, command.distribution)));
  });
}

/** Makes a distribution's store have the entries of its environment; with `remove`, no others. */
export function syncStores(context: Context, command: StoreCommand & { readonly remove: boolean }): Promise<void> {
  return withStore(context, command, async (store) => {
    const difference = await syncStore(
      store,
      wantedEntries(context.root, command.name, command.distribution),
      command.remove,
    );
    print(context, command, command.remove ? difference : { ...difference, extra: [] });
  });
}

/** Prints the value of a key, or the keys of the store without their values. */
export function getFromStore(context: Context, command: StoreCommand, key: string | undefined): Promise<void> {
  return withStore(context, command, async (store) => {
    const { entries } = await store.read();
    if (key === undefined) {
      const keys = [...entries.keys()].sort();
      context.output.print(command.json ? document({ keys }) : keys.map((one) => `${one}\n`).join(""));
      return;
    }
    const value = entries.get(key);
    if (value === undefined) {
      throw DiagnosticError.of("FE-CLI-041", {
        subject: key,
        message: `The KeyValueStore of '${command.distribution}' has no key '${key}'.`,
        fix: `'featheredge kvs get ${command.name} ${command.distribution}' lists its keys.`,
      });
    }
    context.output.print(command.json ? document({ key, value }) : `${value}\n`);
  });
}

/**
 * Writes one entry.
 * @param value undefined reads it from standard input, so that a secret is not in the shell's history
 */
export async function putIntoStore(
  context: Context,
  command: StoreCommand,
  key: string,
  value: string | undefined,
  stdin: NodeJS.ReadableStream,
): Promise<void> {
  const given = value ?? (await text(stdin)).replace(/\r?\n$/, "");
  const diagnostics = checkStoreEntry({ key, value: given });
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  await withStore(context, command, async (store) => {
    const { entries } = await store.read();
    const pairs = [...new Map(entries).set(key, given)].map(([one, of]) => ({ key: one, value: of }));
    const tooLarge = checkStoreSize(pairs);
    if (tooLarge !== undefined) throw new DiagnosticError([tooLarge]);
    print(context, command, { ...(await syncStore(store, new Map([[key, given]]), false)), extra: [] });
  });
}

async function withStore(
  context: Context,
  { name, distribution, loopback }: StoreCommand,
  work: (store: Store) => Promise<void>,
): Promise<void> {
  const environment = await loadEnvironment(context.root, name);
  checkDistributionName(name, environment, distribution);
  await requireTools(context.env, loopback);
  const opening = loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name, { typeChecked: false }));
  try {
    const arn = await findStoreArn(context, target, { name, environment, distribution });
    const store = openStore(arn, context.env, target);
    try {
      await work(store);
    } finally {
      store.close();
    }
  } finally {
    await target.close();
  }
}

function print({ output }: Context, { name, distribution, json }: StoreCommand, difference: Difference): void {
  const { added, changed, extra } = difference;
  const lines = [
    ...added.map((key) => `+ ${key}`),
    ...changed.map((key) => `~ ${key}`),
    ...extra.map((key) => `- ${key}`),
  ];
  if (json) output.print(document({ environment: name, distribution, ...difference }));
  else output.print(lines.length === 0 ? "No differences.\n" : lines.map((line) => `${line}\n`).join(""));
}

function document(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
