import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { writeOutputs } from "../github/outputs.ts";
import { deployStages, type Environment, loadEnvironments } from "../project/registry.ts";

/** The stages that deploy.yml has jobs for. */
const mostStages = 5;

/**
 * Lists the environments that are deployed to AWS by stage, and gives a workflow the lists: `environments`, `previews`, those
 * with previews of pull requests, and `stage-1` to `stage-5`, of which those without environments are `[]`.
 * @throws {DiagnosticError} when there are more stages than the workflow has
 */
export async function environments(
  { root, env, output }: Context,
  { json }: { readonly json: boolean },
): Promise<void> {
  const stages = await deployStages(root);
  if (stages.length > mostStages) {
    throw DiagnosticError.of("FE-CLI-146", {
      at: { file: "environments/index.ts" },
      message: `The environments are deployed in ${stages.length} stages, but the workflow 'deploy' has ${mostStages}.`,
      fix: 'Deploy several in one stage: export const stages = [["dev"], ["staging"], ["prod-eu", "prod-us"]];',
    });
  }
  const outputs = Array.from({ length: mostStages }, (_, index): [string, string] => [
    `stage-${index + 1}`,
    JSON.stringify(stages[index] ?? []),
  ]);
  const loaded = await loadEnvironments(root, stages.flat());
  const previews = stages.flat().filter((name) => hasPreviews(loaded.get(name)));
  const lists = { environments: JSON.stringify(stages.flat()), previews: JSON.stringify(previews) };
  writeOutputs(env, { ...lists, ...Object.fromEntries(outputs) });
  if (json) output.print(`${JSON.stringify({ stages }, undefined, 2)}\n`);
  else output.print(stages.map((names, index) => `${index + 1}. ${names.join(", ")}\n`).join(""));
}

function hasPreviews(environment: Environment | undefined): boolean {
  return Object.values(environment?.distributions ?? {}).some(({ preview }) => preview !== undefined);
}
