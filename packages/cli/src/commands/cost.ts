import type { Context } from "../context.ts";
import { reportCost } from "../cost/report-cost.ts";
import { loadEnvironment } from "../project/registry.ts";
import { buildHandlers } from "../project/synthesis.ts";
import { formatCost } from "../report/cost.ts";

/** Builds an environment, and prints what its distributions cost a month by use and with each flat-rate plan. */
export async function cost(context: Context, name: string, { json }: { readonly json: boolean }): Promise<void> {
  const { root, output } = context;
  const environment = await loadEnvironment(root, name);
  await buildHandlers(context, [name], { typeChecked: false });
  const report = reportCost(root, name, environment);
  output.print(json ? `${JSON.stringify(report, undefined, 2)}\n` : formatCost(report));
}
