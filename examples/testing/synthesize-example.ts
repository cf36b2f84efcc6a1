import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import { checkEnvironment, type EnvironmentInput } from "#environments";
import { projectOf } from "#fixtures/copy.ts";
import { buildInput, loadExtensions, stackKinds, synthesize } from "#stacks/index.ts";

/**
 * Builds and synthesizes an example in a copy of this project.
 *
 * @param name of its folder, and of its environment
 * @returns the HCL of each stack, by the stack's name
 */
export async function synthesizeExample(name: string, input: EnvironmentInput): Promise<Record<string, string>> {
  const root = projectOf(`examples/${name}`, true);
  try {
    const environment = checkEnvironment(name, input);
    const build = await buildEnvironment(buildInput(name, environment, root));
    const extensions = await loadExtensions(stackKinds, { name, environment }, root);
    const stacks = synthesize([{ name, environment, build, extensions }], {
      kinds: stackKinds,
      root,
      outputDirectory: join(root, "cdktf.out"),
      environmentNames: [name],
    });
    return Object.fromEntries(
      stacks.map((stack) => [stack.name, readFileSync(join(stack.directory, "cdk.tf"), "utf8")]),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}
