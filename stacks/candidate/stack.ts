import type { App } from "cdktf";
import { type Environment, environmentFile } from "#environments";
import { ContinuousDeployment } from "#modules/continuous-deployment/index.ts";
import { EdgeDistribution, type OrderedBehavior } from "#modules/edge-distribution/index.ts";
import { keyedBehaviors } from "../distribution/behaviors.ts";
import { DistributionFunctions } from "../distribution/functions.ts";
import { distribution as distributionKind } from "../distribution/index.ts";
import { createOrigins } from "../distribution/origins.ts";
import type { DistributionScope } from "../distribution/scope.ts";
import { stackNameOf } from "../distribution/stack.ts";
import { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { literals } from "../literals.ts";

type Distribution = Environment["distributions"][string];

/**
 * A staging distribution with the behaviors, functions and policies that the environment describes, and the policy that
 * gives it requests. It reads the buckets and the KeyValueStore of the distribution that it may replace.
 */
export class CandidateStack extends EnvironmentStack {
  /** @param key the distribution's key in the environment */
  constructor(app: App, id: string, key: string, input: StackInput) {
    super(app, { kind: "candidate", id, name: input.name, environment: input.environment });
    const { environment, name } = input;
    const distribution = environment.distributions[key];
    if (distribution?.continuousDeployment === undefined) throw new Error(`'${key}' has no continuousDeployment.`);
    const created = input.stackOf(distributionKind, stackNameOf(key, distribution));
    const isAlone = created.stack.identity.name === key;
    const outputs = this.outputsOf(created);
    const primary = (output: string) => outputs[isAlone ? output : `${key.replaceAll("-", "_")}_${output}`];
    const bucketOf = (origin: string) => {
      const part = `${origin}-${environment.account}`;
      return created.stack.resourceName(isAlone ? part : `${key}-${part}`, 63);
    };
    const names: DistributionScope = {
      scope: this,
      resourceName: (part, most) => this.resourceName(part, most),
      outputName: (output) => output,
    };
    const existing = withExistingBuckets(distribution, environment.region, bucketOf);
    const origins = createOrigins(this, { key, origins: existing, names, input });
    const storeArn = primary("key_value_store_arn");
    const keyValueStore = storeArn === undefined ? undefined : { arn: storeArn, filled: [] };
    const functions = new DistributionFunctions(this, input);
    const [defaultBehavior, ...behaviors] = keyedBehaviors(key, distribution).map(
      ({ key: behaviorKey, path, behavior }): OrderedBehavior => ({
        ...literals(behavior),
        key: behaviorKey,
        pathPattern: path,
        functions: functions.of(behaviorKey, { key, keyValueStore, names }),
      }),
    );
    if (defaultBehavior === undefined) throw new Error(`The distribution '${key}' has no default behavior.`);
    const { webAcl, certificate } = distribution;
    const staging = new EdgeDistribution(this, `distribution:${key}`, {
      ...distribution,
      aliases: [],
      viewerMtlsConfig: undefined,
      webAclId: typeof webAcl === "object" ? primary("web_acl_arn") : webAcl,
      certificate: typeof certificate === "object" ? primary("certificate_arn") : certificate,
      file: environmentFile(name),
      key: `distributions.${key}`,
      comment: literals(distribution.comment),
      origins,
      defaultBehavior,
      behaviors,
      isStaging: true,
    }).distribution;
    const { policyId } = new ContinuousDeployment(this, "continuous-deployment", {
      options: distribution.continuousDeployment,
      stagingDomainName: staging.domainName,
    });
    this.output("distribution_id", staging.id, "Names the staging distribution in AWS's API.");
    const primaryId = primary("distribution_id");
    this.output("primary_distribution_id", primaryId, "The distribution whose requests it gets.");
    this.output("continuous_deployment_policy_id", policyId, "The policy that 'featheredge stage' enables.");
  }
}

/** The origins, in which the buckets that the primary distribution's stack creates exist already. */
function withExistingBuckets(
  { origins }: Distribution,
  region: string,
  bucketOf: (origin: string) => string,
): Distribution["origins"] {
  return Object.fromEntries(
    Object.entries(origins).map(([origin, options]): [string, Distribution["origins"][string]] => {
      if (options.type !== "static") return [origin, options];
      const { content: _, sseAlgorithm: __, kmsMasterKeyId: ___, ...settings } = options;
      return [origin, { ...settings, type: "s3", bucket: bucketOf(origin), region }];
    }),
  );
}
