import { basename } from "node:path/posix";
import type { EnvironmentBuild, FunctionArtifact } from "@featheredge/compiler";
import type { Environment } from "#environments";
import type { AttachedFunction } from "#modules/edge-distribution/index.ts";
import type { KeyValueStore } from "#modules/key-value-store/index.ts";
import { LambdaAtEdge } from "#modules/lambda-at-edge/index.ts";
import { ViewerFunction } from "#modules/viewer-function/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import { edgeRegion } from "../providers.ts";

export interface DistributionFunctionsProps {
  readonly environment: Environment;
  readonly build: EnvironmentBuild;
  /** The distribution's KeyValueStore; undefined if no function reads one. */
  readonly keyValueStore: KeyValueStore | undefined;
}

/** The path of an artifact in the stack's folder. */
export function functionFile({ file }: FunctionArtifact): string {
  return `functions/${basename(file)}`;
}

/** The functions that a distribution's behaviors use, each created once. */
export class DistributionFunctions {
  readonly #stack: EnvironmentStack;
  readonly #props: DistributionFunctionsProps;
  readonly #arns = new Map<string, string>();

  constructor(stack: EnvironmentStack, props: DistributionFunctionsProps) {
    this.#stack = stack;
    this.#props = props;
  }

  /** The functions of the behavior at a key such as `distributions.site.behaviors[2]`. */
  of(key: string): AttachedFunction[] {
    const behavior = this.#props.build.behaviors.find((built) => built.key === key);
    return Object.values(behavior?.functions ?? {}).map((artifact) => ({
      name: artifact.name,
      event: artifact.event,
      runtime: artifact.runtime,
      arn: this.#arn(artifact),
      viewerHeaders: artifact.viewerHeaders,
      includeBody: artifact.requestBody !== undefined,
    }));
  }

  #arn(artifact: FunctionArtifact): string {
    const known = this.#arns.get(artifact.name);
    if (known !== undefined) return known;
    const arn = this.#create(artifact);
    this.#arns.set(artifact.name, arn);
    return arn;
  }

  #create(artifact: FunctionArtifact): string {
    const { environment } = this.#props;
    const { home, usEast1 } = this.#stack.providers;
    const id = `function:${artifact.name}`;
    const keyValueStore = artifact.keyValueStore === undefined ? undefined : this.#props.keyValueStore;
    const common = {
      name: this.#stack.resourceName(artifact.name, 64),
      artifact,
      file: functionFile(artifact),
      keyValueStore,
    };
    if (artifact.runtime === "cloudfront-function") return new ViewerFunction(this.#stack, id, common).arn;
    return new LambdaAtEdge(this.#stack, id, {
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
