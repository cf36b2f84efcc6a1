import { join } from "node:path";
import type { Environment } from "#environments";
import { functionFile } from "../distribution/functions.ts";
import type { StackKind } from "../kind.ts";
import { CandidateStack } from "./stack.ts";

/** Completes the name of a distribution's stack to the name of its candidate's. */
const suffix = "-next";

/**
 * The next version of a distribution with `continuousDeployment`: a staging distribution with its own functions and
 * policies, which gets a part of the requests until it is promoted. See docs/promote.md.
 */
export const candidate: StackKind = {
  name: "candidate",
  idsOf: ({ distributions }) =>
    Object.entries(distributions).flatMap(([key, { continuousDeployment }]) =>
      continuousDeployment === undefined ? [] : [`${key}${suffix}`],
    ),
  create(app, id, input) {
    const key = distributionOf(input.environment, id);
    const stack = new CandidateStack(app, id, key, input);
    const artifacts = input.build.behaviors
      .filter(({ distribution }) => distribution === key)
      .flatMap(({ functions }) => Object.values(functions));
    const files = artifacts.map((artifact): [string, string] => [
      functionFile(artifact),
      join(input.build.directory, artifact.file),
    ]);
    return { stack, files: new Map(files), outputs: stack.outputNames };
  },
};

function distributionOf({ distributions }: Environment, id: string): string {
  const key = Object.keys(distributions).find((name) => `${name}${suffix}` === id);
  if (key === undefined) throw new Error(`No distribution has the candidate '${id}'.`);
  return key;
}
