import { basename } from "node:path/posix";
import type { FunctionArtifact } from "@featheredge/compiler";
import type { EnvironmentKeys } from "@featheredge/synth";
import type { AttachedFunction } from "#modules/edge-distribution/index.ts";
import type { KeyValueStore } from "#modules/key-value-store/index.ts";
import { LambdaAtEdge } from "#modules/lambda-at-edge/index.ts";
import { ViewerFunction } from "#modules/viewer-function/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { edgeRegion } from "../providers.ts";
import { eventKeys } from "./behaviors.ts";
import { type DistributionScope, distributionScope } from "./scope.ts";

/** A distribution whose functions are created. */
export interface FunctionsOwner {
  /** The distribution's key in the environment. */
  readonly key: string;
  /** The distribution's KeyValueStore; undefined if no function reads one. */
  readonly keyValueStore: KeyValueStore | undefined;
  readonly names: DistributionScope;
}

/** The path of an artifact in the stack's folder. */
export function functionFile({ file }: FunctionArtifact): string {
  return `functions/${basename(file)}`;
}

/** Messages about a function's code name the files of its handlers; those about its settings name the behavior's event. */
function environmentKeys({ handlers, sources }: FunctionArtifact, key: string): EnvironmentKeys {
  const file = sources.join(", ");
  return { resource: key, files: { code: file, filename: file }, parts: handlers };
}

/**
 * The functions that the behaviors of a stack's distributions use, each created once. One that reads a KeyValueStore is
 * created for each distribution, which has its own store.
 */
export class DistributionFunctions {
  readonly #stack: EnvironmentStack;
  readonly #input: StackInput;
  readonly #arns = new Map<string, string>();

  constructor(stack: EnvironmentStack, input: StackInput) {
    this.#stack = stack;
    this.#input = input;
  }

  /** The functions of the behavior at a key such as `distributions.site.behaviors[2]`. */
  of(key: string, owner: FunctionsOwner): AttachedFunction[] {
    const behavior = this.#input.build.behaviors.find((built) => built.key === key);
    return Object.values(behavior?.functions ?? {}).map((artifact) => ({
      name: artifact.name,
      event: artifact.event,
      runtime: artifact.runtime,
      arn: this.#arn(artifact, `${key}.${eventKeys[artifact.event]}`, owner),
      viewerHeaders: artifact.viewerHeaders,
      includeBody: artifact.requestBody !== undefined,
    }));
  }

  /** @param key where the environment lists the function's handlers */
  #arn(artifact: FunctionArtifact, key: string, owner: FunctionsOwner): string {
    const id = artifact.keyValueStore === undefined ? artifact.name : `${owner.key}/${artifact.name}`;
    const known = this.#arns.get(id);
    if (known !== undefined) return known;
    const arn = this.#create(artifact, key, owner);
    this.#arns.set(id, arn);
    return arn;
  }

  #create(artifact: FunctionArtifact, key: string, owner: FunctionsOwner): string {
    const { environment } = this.#input;
    const { home, usEast1 } = this.#stack.providers;
    const id = `function:${artifact.name}`;
    const keyValueStore = artifact.keyValueStore === undefined ? undefined : owner.keyValueStore;
    const { scope, resourceName } =
      keyValueStore === undefined ? distributionScope(this.#stack, this.#stack.identity.name) : owner.names;
    const common = {
      name: resourceName(artifact.name, 64),
      artifact,
      file: functionFile(artifact),
      keyValueStore,
      environmentKeys: environmentKeys(artifact, key),
    };
    if (artifact.runtime === "cloudfront-function") return new ViewerFunction(scope, id, common).arn;
    return new LambdaAtEdge(scope, id, {
      ...common,
      account: environment.account,
      usEast1,
      logRegions: {
        [edgeRegion]: usEast1,
        ...(environment.region === edgeRegion ? {} : { [environment.region]: home }),
      },
      logRetentionDays: environment.logRetentionDays,
    }).qualifiedArn;
  }
}
