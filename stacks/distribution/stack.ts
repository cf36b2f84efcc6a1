import type { App } from "cdktf";
import { type Environment, environmentFile } from "#environments";
import { EdgeDistribution } from "#modules/edge-distribution/index.ts";
import type { OrderedBehavior } from "#modules/edge-distribution/props.ts";
import { PublicKeys } from "#modules/key-group/index.ts";
import type { KeyValueStore } from "#modules/key-value-store/index.ts";
import type { Origin } from "#modules/origins/origin.ts";
import { EnvironmentStack } from "../environment-stack.ts";
import { extensionOf } from "../extension.ts";
import type { StackInput } from "../kind.ts";
import { literals } from "../literals.ts";
import { keyedBehaviors } from "./behaviors.ts";
import type { ExtensibleDistribution } from "./extend.ts";
import { DistributionFunctions } from "./functions.ts";
import { createKeyValueStore } from "./key-value-store.ts";
import { DistributionNames } from "./names.ts";
import { Observability } from "./observability.ts";
import { createOrigins } from "./origins.ts";
import { earlierStackNames } from "./renames.ts";
import { type DistributionScope, distributionScope } from "./scope.ts";
import { WebAcls } from "./web-acls.ts";

type Distribution = Environment["distributions"][string];

/** The names and options of the distributions that a stack of an environment holds, in the environment's order. */
export function distributionsOf({ distributions }: Environment, stack: string): [string, Distribution][] {
  return Object.entries(distributions).filter(([key, distribution]) => stackNameOf(key, distribution) === stack);
}

/** The name of the stack that holds a distribution: its own, if it names no other. */
export function stackNameOf(key: string, { stack = key }: Distribution): string {
  return stack;
}

/** True if other distributions of the environment read its origins, too: its candidate, or previews a bucket that exists. */
function hasOtherReaders({ continuousDeployment, preview, origins }: Distribution): boolean {
  const manages = Object.values(origins).some((origin) => origin.type === "s3" && origin.bucketPolicy === "manage");
  return continuousDeployment !== undefined || (preview !== undefined && manages);
}

/** The distributions of an environment that are deployed together, by default one, with their origins and functions. */
export class DistributionStack extends EnvironmentStack {
  readonly #input: StackInput;
  readonly #functions: DistributionFunctions;
  readonly #webAcls: WebAcls;
  readonly #names: DistributionNames;

  /**
   * @param id the stack's name in the environment
   * @throws DiagnosticError when a behavior names an unknown policy, or one that does not ask for a header that a function reads
   */
  constructor(app: App, id: string, input: StackInput) {
    const { name, environment } = input;
    super(app, { kind: "distribution", id, name, environment, renamedFrom: earlierStackNames(environment, id) });
    this.#input = input;
    this.#functions = new DistributionFunctions(this, input);
    this.#webAcls = new WebAcls(this, input);
    this.#names = new DistributionNames(this, input.environment);
    for (const [key, distribution] of distributionsOf(input.environment, id)) this.#create(key, distribution);
    const { ids } = PublicKeys.of(this);
    if (Object.keys(ids).length > 0) this.output("public_key_ids", ids, "Key-Pair-Id of signed URLs and cookies.");
  }

  #create(key: string, distribution: Distribution): void {
    const { name, environment, build, extensions } = this.#input;
    const names = distributionScope(this, key, distribution.renamedFrom);
    const origins = createOrigins(this, { key, origins: distribution.origins, names, input: this.#input });
    const keyValueStore = createKeyValueStore(this, { distribution: key, build, names });
    const keyed = keyedBehaviors(key, distribution).map((one) => ({
      ...one,
      functions: this.#functions.of(one.key, { key, keyValueStore, names }),
    }));
    const functions = keyed.flatMap((one) => one.functions);
    const observability = new Observability(this, {
      key,
      distribution,
      environment,
      environmentName: name,
      names,
      functions,
    });
    const realtimeLogConfig = observability.realtimeLogConfig();
    const [defaultBehavior, ...behaviors] = keyed.map(
      ({ behavior, path, ...one }): OrderedBehavior => ({
        ...(behavior.realtimeLogs && realtimeLogConfig !== undefined ? { realtimeLogConfig } : {}),
        ...literals(behavior),
        key: one.key,
        pathPattern: path,
        functions: one.functions,
      }),
    );
    if (defaultBehavior === undefined) throw new Error(`The distribution '${key}' has no default behavior.`);
    const certificate = this.#names.certificateOf(key, distribution, names);
    const webAclId = this.#webAcls.arnOf(distribution, names);
    const edge = new EdgeDistribution(names.scope, `distribution:${key}`, {
      ...distribution,
      webAclId,
      certificate,
      viewerMtlsConfig: this.#names.viewerMtlsOf(distribution, names),
      file: environmentFile(name),
      key: `distributions.${key}`,
      comment: literals(distribution.comment),
      origins,
      defaultBehavior,
      behaviors,
      preventDestroy: environment.protections.preventDestroy,
      readers: hasOtherReaders(distribution) ? `arn:aws:cloudfront::${environment.account}:distribution/*` : undefined,
    });
    if (distribution.continuousDeployment !== undefined) this.#candidateOutputs(names, { webAclId, certificate });
    else if (distribution.preview !== undefined) this.#candidateOutputs(names, { webAclId, certificate: undefined });
    this.#names.createRecords(key, distribution, names, edge);
    observability.watch(edge, certificate);
    this.#outputs(names, { edge, origins, keyValueStore });
    if (distribution.extend !== undefined) {
      extensionOf<ExtensibleDistribution>(
        extensions,
        distribution.extend,
      )({
        stack: this,
        scope: names.scope,
        distribution: edge,
        origins,
        keyValueStore,
        environment,
      });
    }
  }

  /** Outputs that the distribution's candidate and its previews use, besides those of each distribution. */
  #candidateOutputs(
    { outputName }: DistributionScope,
    { webAclId, certificate }: Readonly<Record<"webAclId" | "certificate", string | undefined>>,
  ): void {
    if (webAclId !== undefined) this.output(outputName("web_acl_arn"), webAclId, "The distribution's web ACL.");
    if (certificate !== undefined) {
      this.output(outputName("certificate_arn"), certificate, "The distribution's certificate.");
    }
  }

  #outputs(
    { outputName }: DistributionScope,
    {
      edge: { distribution },
      origins,
      keyValueStore,
    }: {
      readonly edge: EdgeDistribution;
      readonly origins: Readonly<Record<string, Origin>>;
      readonly keyValueStore: KeyValueStore | undefined;
    },
  ): void {
    const buckets = Object.fromEntries(
      Object.entries(origins).flatMap(([key, { bucketName }]) => (bucketName === undefined ? [] : [[key, bucketName]])),
    );
    this.output(
      outputName("distribution_id"),
      distribution.id,
      "Names the distribution in AWS's API: for invalidations.",
    );
    this.output(outputName("distribution_domain_name"), distribution.domainName, "Where aliases point.");
    if (keyValueStore !== undefined) {
      this.output(
        outputName("key_value_store_arn"),
        keyValueStore.arn,
        "Where dynamic config lives: for changes without a deploy.",
      );
    }
    this.output(outputName("buckets"), buckets, "The bucket of each static origin.");
    const statements = Object.assign(
      {},
      ...Object.values(origins).map((origin) => origin.requiredStatements?.(distribution.arn) ?? {}),
    );
    if (Object.keys(statements).length > 0) {
      this.output(
        outputName("origin_statements"),
        statements,
        "Statements that the policies of the distribution's origins need and that this stack does not manage, by ARN.",
      );
    }
  }
}
