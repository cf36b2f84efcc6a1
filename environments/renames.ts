import type { z } from "zod";
import { entries } from "./entries/index.ts";
import type { Environment } from "./schema.ts";

/** An entry with the names that it had before. */
interface Renamed {
  readonly path: readonly string[];
  readonly name: string;
  readonly renamedFrom: readonly string[];
}

/**
 * Checks that an earlier name belongs to one entry and is not in use again: its resources in AWS keep that name, so a
 * second entry would want the same ones.
 */
export function checkRenames(environment: Environment, context: z.core.$RefinementCtx): void {
  const handlers = entriesOf("handlers", environment.handlers);
  const distributions = entriesOf("distributions", environment.distributions);
  const others = (Object.keys(entries) as (keyof typeof entries)[]).flatMap((kind) =>
    entriesOf(kind, environment[kind]),
  );
  const stacks = entriesOf("stacks", environment.stacks);
  const taken = Object.values(environment.distributions).flatMap(({ stack }) => stack ?? []);
  for (const { path, name, earlier } of [
    ...reused(handlers, []),
    ...reused([...distributions, ...others], []),
    ...reused(stacks, taken),
  ]) {
    context.addIssue({
      code: "custom",
      path: [...path, "renamedFrom"],
      message: `'${earlier}' is still in use, or another entry names it, too: its resources in AWS belong to '${name}' and keep its names.`,
      params: { rule: "FE-ENV-033", fix: `Choose another name for the new entry than '${earlier}'.` },
    });
  }
  for (const { path, name } of stacks) {
    if (taken.includes(name)) continue;
    const message = "is not a stack that distributions share: none names it by 'stack'.";
    const params = { rule: "FE-ENV-034", fix: "Write 'renamedFrom' at the distribution, or correct the name." };
    context.addIssue({ code: "custom", path: [...path], message, params });
  }
}

function entriesOf(
  kind: string,
  all: Readonly<Record<string, { readonly renamedFrom?: readonly string[] | undefined }>>,
): Renamed[] {
  return Object.entries(all).map(([name, { renamedFrom = [] }]) => ({ path: [kind, name], name, renamedFrom }));
}

/** The earlier names that are in use. @param taken names of others in the same name space */
function reused(all: readonly Renamed[], taken: readonly string[]) {
  return all.flatMap((one) => {
    const others = all.filter((other) => other !== one);
    const used = [...taken, ...others.flatMap(({ name, renamedFrom }) => [name, ...renamedFrom])];
    return (
      [...one.renamedFrom, one.name]
        // A name may come back later, but not follow itself.
        .filter(
          (earlier, index, names) => names[index + 1] === earlier || (earlier !== one.name && used.includes(earlier)),
        )
        .map((earlier) => ({ ...one, earlier }))
    );
  });
}
