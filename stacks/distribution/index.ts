import { join } from "node:path";
import type { StackFiles } from "@featheredge/synth";
import type { Environment } from "#environments";
import type { RequiredFile, StackInput, StackKind } from "../kind.ts";
import { functionFile } from "./functions.ts";
import { initialEntriesFile } from "./key-value-store.ts";
import { contentFolder } from "./origins.ts";
import { DistributionStack, distributionsOf, stackNameOf } from "./stack.ts";

/** CloudFront distributions with their functions, KeyValueStores and origins: those that name the stack, by default one. */
export const distribution: StackKind = {
  name: "distribution",
  idsOf: ({ distributions }) => [
    ...new Set(Object.entries(distributions).map(([key, distribution]) => stackNameOf(key, distribution))),
  ],
  requiredFiles(environment, id) {
    return contentOf(environment, id).map(
      ({ key, origin, path }): RequiredFile => ({
        key: `distributions.${key}.origins.${origin}.content`,
        path,
        type: "folder",
        fix: "Create it, or omit 'content' if another pipeline fills the bucket.",
      }),
    );
  },
  extensions(environment, id) {
    return distributionsOf(environment, id).flatMap(([key, { extend }]) =>
      extend === undefined ? [] : [{ key: `distributions.${key}.extend`, path: extend }],
    );
  },
  create(app, id, input) {
    const stack = new DistributionStack(app, id, input);
    return { stack, files: filesOf(id, input), outputs: stack.outputNames };
  },
};

function filesOf(id: string, { build, environment, root }: StackInput): StackFiles {
  const keys = distributionsOf(environment, id).map(([key]) => key);
  const artifacts = build.behaviors
    .filter((behavior) => keys.includes(behavior.distribution))
    .flatMap(({ functions }) => Object.values(functions));
  const stores = build.stores.filter((store) => keys.includes(store.distribution));
  return new Map([
    ...artifacts.map((artifact): [string, string] => [functionFile(artifact), join(build.directory, artifact.file)]),
    ...stores.map((store): [string, string] => [
      initialEntriesFile(id, store.distribution),
      join(build.directory, store.file),
    ]),
    ...contentOf(environment, id).map(({ key, origin, path }): [string, string] => [
      contentFolder(id, key, origin),
      join(root, path),
    ]),
  ]);
}

/** The folders that Terraform uploads to the buckets of static origins. */
function contentOf(environment: Environment, id: string): { key: string; origin: string; path: string }[] {
  return distributionsOf(environment, id).flatMap(([key, { origins }]) =>
    Object.entries(origins).flatMap(([origin, options]) =>
      options.type === "static" && typeof options.content === "string" ? [{ key, origin, path: options.content }] : [],
    ),
  );
}
