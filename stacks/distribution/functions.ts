import { basename } from "node:path/posix";
import type { EnvironmentBuild, FunctionArtifact } from "@featheredge/compiler";
import type { Construct } from "constructs";
import type { Environment } from "#environments";
import type { AttachedFunction } from "#modules/edge-distribution/index.ts";
import type { KeyValueStore } from "#modules/key-value-store/index.ts";
import { LambdaAtEdge } from "#modules/lambda-at-edge/index.ts";
import { ViewerFunction } from "#modules/viewer-function/index.ts";
import { type AwsProviders, edgeRegion } from "../providers.ts";

export interface DistributionFunctionsProps {
  readonly environment: Environment;
  readonly providers: AwsProviders;
  readonly build: EnvironmentBuild;
  /** The distribution's, where its functions read one. */
  readonly keyValueStore: KeyValueStore | undefined;
  /** A name of this distribution's own in the account, of `most` characters. */
  readonly ownName: (part: string, most: number) => string;
}

/** Where an artifact lies in the stack's folder. */
export function functionFile({ file }: FunctionArtifact): string {
  return `functions/${basename(file)}`;
}

/** The functions that a distribution's behaviors use, each made once. */
export class DistributionFunctions {
  readonly #scope: Construct;
  readonly #props: DistributionFunctionsProps;
  readonly #arns = new Map<string, string>();

  constructor(scope: Construct, props: DistributionFunctionsProps) {
    this.#scope = scope;
    this.#props = props;
  }

  /** The functions of the behavior at a key such as `distributions.site.behaviors[2]`. */
  of(key: string): AttachedFunction[] {
    const found = this.#props.build.behaviors.find((behavior) => behavior.key === key);
    return Object.values(found?.functions ?? {}).map((artifact) => ({
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
    const { environment, providers, ownName } = this.#props;
    const id = `function:${artifact.name}`;
    const keyValueStore = artifact.keyValueStore === undefined ? undefined : this.#props.keyValueStore;
    const common = { name: ownName(artifact.name, 64), artifact, file: functionFile(artifact), keyValueStore };
    if (artifact.runtime === "cloudfront-function") return new ViewerFunction(this.#scope, id, common).arn;
    const { home, usEast1 } = providers;
    return new LambdaAtEdge(this.#scope, id, {
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
