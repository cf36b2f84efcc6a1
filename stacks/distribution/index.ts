import { join } from "node:path";
import type { StackFiles } from "@featheredge/synth";
import type { RequiredFile, StackInput, StackKind } from "../kind.ts";
import { functionFile } from "./functions.ts";
import { initialEntriesFile } from "./key-value-store.ts";
import { contentFolder } from "./origins.ts";
import { DistributionStack } from "./stack.ts";

type Distribution = StackInput["environment"]["distributions"][string];

/** A CloudFront distribution with its functions, its KeyValueStore and the buckets of its static origins. */
export const distribution: StackKind = {
  name: "distribution",
  idsOf: ({ distributions }) => Object.keys(distributions),
  requiredFiles({ distributions }, id) {
    return contentOf(distributions[id]).map(
      ({ origin, path }): RequiredFile => ({
        key: `distributions.${id}.origins.${origin}.content`,
        path,
        type: "folder",
        fix: "Create it, or omit 'content' if another pipeline fills the bucket.",
      }),
    );
  },
  create(app, id, input) {
    return { stack: new DistributionStack(app, id, input), files: filesOf(id, input), outputs: [] };
  },
};

function filesOf(id: string, { build, environment, root }: StackInput): StackFiles {
  const artifacts = build.behaviors
    .filter((behavior) => behavior.distribution === id)
    .flatMap(({ functions }) => Object.values(functions));
  const entries = build.stores.filter((store) => store.distribution === id);
  return new Map([
    ...artifacts.map((artifact): [string, string] => [functionFile(artifact), join(build.directory, artifact.file)]),
    ...entries.map(({ file }): [string, string] => [initialEntriesFile, join(build.directory, file)]),
    ...contentOf(environment.distributions[id]).map(({ origin, path }): [string, string] => [
      contentFolder(origin),
      join(root, path),
    ]),
  ]);
}

/** The folders that Terraform uploads to the buckets of static origins. */
function contentOf(distribution: Distribution | undefined): { origin: string; path: string }[] {
  return Object.entries(distribution?.origins ?? {}).flatMap(([origin, settings]) =>
    settings.type === "static" && settings.content !== undefined ? [{ origin, path: settings.content }] : [],
  );
}
