import { join } from "node:path";
import type { BuildInput } from "@featheredge/compiler";
import { type Environment, environmentFile } from "#environments";
import { behaviorInputs, keyedBehaviors } from "./distribution/behaviors.ts";
import { handlerInputs } from "./distribution/presets.ts";
import { oldestNames } from "./distribution/renames.ts";

/** The input of an environment's build: handlers come from the repository, artifacts and cache go to `.featheredge/`. */
export function buildInput(name: string, environment: Environment, root: string): BuildInput {
  return {
    environment: name,
    environmentFile: environmentFile(name),
    handlersDirectory: join(root, "edge-handlers"),
    outputDirectory: join(root, ".featheredge", "build", name),
    cacheDirectory: join(root, ".featheredge", "cache"),
    handlers: handlerInputs(environment, keyedBehaviors),
    behaviors: behaviorInputs(environment),
    oldestNames: oldestNames(environment),
    keyValueStores: Object.fromEntries(
      Object.entries(environment.distributions).map(([key, { keyValueStore }]) => [key, keyValueStore]),
    ),
  };
}
