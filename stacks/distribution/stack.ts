import type { EnvironmentBuild } from "@featheredge/compiler";
import { HclStack, literal } from "@featheredge/synth";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { type Environment, environmentFile } from "#environments";
import { EdgeDistribution } from "#modules/edge-distribution/index.ts";
import { joinedName } from "#modules/naming.ts";
import { awsProviders, requiredProviders, stateBackend } from "../providers.ts";
import { placedBehaviors } from "./behaviors.ts";
import { DistributionFunctions } from "./functions.ts";
import { createKeyValueStore } from "./key-value-store.ts";
import { createOrigins } from "./origins.ts";

export interface DistributionStackProps {
  /** The environment's name. */
  readonly name: string;
  readonly environment: Environment;
  /** A key of `environment.distributions`. */
  readonly distribution: string;
  readonly build: EnvironmentBuild;
}

/** The stack's name, and so its folder's and its state's: `site-prod`. */
function distributionStackName(distribution: string, environment: string): string {
  return `${distribution}-${environment}`;
}

/** One distribution of an environment, with its origins and functions. */
export class DistributionStack extends HclStack {
  /** @throws RuleError when a policy of a behavior is not valid */
  constructor(scope: Construct, props: DistributionStackProps) {
    const { name, environment, distribution: key, build } = props;
    const stackName = distributionStackName(key, name);
    super(scope, stackName, {
      heading: `${stackName}, written by stacks/ from ${environmentFile(name)}. Change that, not this.`,
      requiredProviders,
      source: { environment: name, distribution: key },
    });
    const distribution = environment.distributions[key];
    if (distribution === undefined) throw new Error(`The environment '${name}' has no distribution '${key}'.`);
    stateBackend(this, environment.state, stackName);
    const identity = { environment: name, stack: stackName };
    const providers = awsProviders(this, environment, identity);
    const ownName = (part: string, most: number) => joinedName([name, key, part], most);
    const origins = createOrigins(this, { ownName, environment, distribution });
    const keyValueStore = createKeyValueStore(this, { ownName, distribution: key, providers, build });
    const functions = new DistributionFunctions(this, { ownName, environment, providers, build, keyValueStore });
    const [defaultBehavior, ...behaviors] = placedBehaviors(key, distribution).map((placed) => ({
      ...placed.behavior,
      key: placed.key,
      path: placed.path,
      functions: functions.of(placed.key),
    }));
    if (defaultBehavior === undefined) throw new Error(`${stackName} has no default behavior.`);
    const edge = new EdgeDistribution(this, `distribution:${key}`, {
      ...distribution,
      file: environmentFile(name),
      key: `distributions.${key}`,
      name: `${name}-${key}`,
      comment: literal(distribution.comment),
      origins: origins.forDistribution,
      defaultBehavior,
      behaviors,
      isOrderChecked: true,
      preventDestroy: environment.protections.preventDestroy,
    });
    for (const origin of origins.buckets.values()) origin.allowDistribution(edge.distribution.arn);
    this.#output("distribution_id", edge.distribution.id, "Names the distribution in AWS's API: for invalidations.");
    this.#output("distribution_domain_name", edge.distribution.domainName, "Where aliases point.");
    const buckets = [...origins.buckets].map(([origin, { bucket }]) => [origin, bucket.bucket]);
    if (keyValueStore !== undefined) {
      this.#output(
        "key_value_store_arn",
        keyValueStore.arn,
        "Where dynamic config lives: for changes without a deploy.",
      );
    }
    this.#output("buckets", Object.fromEntries(buckets), "The bucket of each static origin.");
  }

  #output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, `output:${name}`, { value, description });
  }
}
