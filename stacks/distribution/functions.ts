import { basename } from "node:path/posix";
import type { FunctionArtifact } from "@featheredge/compiler";
import type { EnvironmentKeys } from "@featheredge/synth";
import type { AttachedFunction } from "#modules/edge-distribution/index.ts";
import type { KeyValueStore } from "#modules/key-value-store/index.ts";
import { LambdaAtEdge } from "#modules/lambda-at-edge/index.ts";
import { ViewerFunction } from "#modules/viewer-function/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { eventKeys } from "./behaviors.ts";
import { oldestName } from "./renames.ts";
import { type DistributionScope, distributionScope } from "./scope.ts";

/** A distribution whose functions are created. */
export interface FunctionsOwner {
  /** The distribution's key in the environment. */
  readonly key: string;
  /** The distribution's KeyValueStore; undefined if no function reads one. */
  readonly keyValueStore: Pick<KeyValueStore, "arn" | "filled"> | undefined;
  readonly names: DistributionScope;
}

/** A function as AWS has it. */
interface CreatedFunction {
  /** Unique in the account: `prod-site-redirects`. */
  readonly functionName: string;
  readonly arn: string;
}

/** A function on an event of a behavior, as AWS has it. */
export interface DeployedFunction extends AttachedFunction, CreatedFunction {
  /** True if it calls `logCustomData`, whose field the access logs must name. */
  readonly logsCustomData: boolean;
}

/** The path of an artifact in the stack's folder. */
export function functionFile({ file }: FunctionArtifact): string {
  return `functions/${basename(file)}`;
}

/** Messages about a function's code name the files of its handlers; those about its settings name the behavior's event. */
function environmentKeys({ handlers, sources, requestReads }: FunctionArtifact, key: string): EnvironmentKeys {
  const file = sources.join(", ");
  return { resource: key, files: { code: file, filename: file }, parts: handlers, reads: requestReads };
}

/**
 * The functions that the behaviors of a stack's distributions use, each created once. One that reads a KeyValueStore is
 * created for each distribution, which has its own store, and so are those of a distribution with a flat-rate plan.
 */
export class DistributionFunctions {
  readonly #stack: EnvironmentStack;
  readonly #input: StackInput;
  readonly #created = new Map<string, CreatedFunction>();

  constructor(stack: EnvironmentStack, input: StackInput) {
    this.#stack = stack;
    this.#input = input;
  }

  /** The functions of the behavior at a key such as `distributions.site.behaviors[2]`. */
  of(key: string, owner: FunctionsOwner): DeployedFunction[] {
    const behavior = this.#input.build.behaviors.find((built) => built.key === key);
    return Object.values(behavior?.functions ?? {}).map((artifact) => ({
      name: artifact.name,
      event: artifact.event,
      runtime: artifact.runtime,
      ...this.#once(artifact, `${key}.${eventKeys[artifact.event]}`, owner),
      viewerHeaders: artifact.viewerHeaders,
      includeBody: artifact.requestBody !== undefined,
      logsCustomData: artifact.logsCustomData === true,
    }));
  }

  /** @param key where the environment lists the function's handlers */
  #once(artifact: FunctionArtifact, key: string, owner: FunctionsOwner): CreatedFunction {
    const id = this.#isShared(artifact, owner) ? artifact.name : `${owner.key}/${artifact.name}`;
    const created = this.#created.get(id) ?? this.#create(artifact, key, owner);
    this.#created.set(id, created);
    return created;
  }

  #isShared({ keyValueStore }: FunctionArtifact, { key }: FunctionsOwner): boolean {
    const plan = this.#input.environment.distributions[key]?.pricingPlan;
    return keyValueStore === undefined && plan === "pay-as-you-go";
  }

  #create(artifact: FunctionArtifact, key: string, owner: FunctionsOwner): CreatedFunction {
    const { environment } = this.#input;
    const { usEast1, replicas } = this.#stack.providers;
    const id = `function:${artifact.name}`;
    const keyValueStore = artifact.keyValueStore === undefined ? undefined : owner.keyValueStore;
    const { scope, resourceName } = this.#isShared(artifact, owner)
      ? distributionScope(this.#stack, this.#stack.identity.name, this.#stack.renamedFrom)
      : owner.names;
    const { earlierNames } = artifact;
    if (earlierNames !== undefined)
      this.#stack.renamePart(
        id,
        earlierNames.map((earlier) => `function:${earlier}`),
      );
    const functionName = resourceName(oldestName(artifact.name, earlierNames), 64);
    const common = {
      name: functionName,
      artifact,
      file: functionFile(artifact),
      keyValueStore,
      environmentKeys: environmentKeys(artifact, key),
    };
    if (artifact.runtime === "cloudfront-function") {
      const logs = { usEast1, retentionInDays: environment.logRetentionDays };
      return { functionName, arn: new ViewerFunction(scope, id, { ...common, logs }).arn };
    }
    const lambda = new LambdaAtEdge(scope, id, {
      ...common,
      account: environment.account,
      usEast1,
      logRegions: replicas,
      logRetentionDays: environment.logRetentionDays,
    });
    return { functionName, arn: lambda.qualifiedArn };
  }
}
