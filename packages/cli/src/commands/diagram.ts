import type { Context } from "../context.ts";
import type { Pictured } from "../diagram/describe.ts";
import { diagramAsMermaid } from "../diagram/mermaid.ts";
import { diagramAsSvg } from "../diagram/svg.ts";
import { readDistributions } from "../distributions/read-distributions.ts";
import { environmentNames, loadEnvironments } from "../project/registry.ts";
import { synthesizeAside } from "../project/synthesis.ts";

/** Synthesizes one environment, or all, and prints a picture of the distributions: from viewers to origins. */
export async function diagram(
  context: Context,
  name: string | undefined,
  { format }: { readonly format: "svg" | "mermaid" },
): Promise<void> {
  const { root, output } = context;
  const names = name === undefined ? await environmentNames(root) : [name];
  const environments = await loadEnvironments(root, names);
  const pictured = await synthesizeAside(context, names, async (directory) => {
    const all: Pictured[] = [];
    for (const [each, environment] of environments) {
      const distributions = await readDistributions(root, each, environment, directory);
      all.push(...distributions.map((distribution) => ({ environment: each, distribution })));
    }
    return all;
  });
  output.print(format === "svg" ? diagramAsSvg(pictured) : diagramAsMermaid(pictured));
}
