import type { Context } from "../context.ts";
import { readDistributions } from "../distributions/read-distributions.ts";
import { loadEnvironment } from "../project/registry.ts";
import { synthesizeAside } from "../project/synthesis.ts";
import { tableAsMarkdown } from "../table/markdown.ts";
import { tableRows } from "../table/rows.ts";

/** Synthesizes an environment, and prints what happens to requests of its distributions, as one page. */
export async function table(context: Context, name: string, { json }: { readonly json: boolean }): Promise<void> {
  const { root, output } = context;
  const environment = await loadEnvironment(root, name);
  const distributions = await synthesizeAside(context, [name], (directory) =>
    readDistributions(root, name, environment, directory),
  );
  if (!json) return output.print(tableAsMarkdown(name, distributions));
  const tables = distributions.map((distribution) => ({ ...distribution, rows: tableRows(distribution) }));
  output.print(`${JSON.stringify({ environment: name, distributions: tables }, undefined, 2)}\n`);
}
