import { literal } from "@featheredge/synth";
import type { App } from "cdktf";
import { environmentFile } from "#environments";
import { EdgeDistribution } from "#modules/edge-distribution/index.ts";
import { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { keyedBehaviors } from "./behaviors.ts";
import { DistributionFunctions } from "./functions.ts";
import { createKeyValueStore } from "./key-value-store.ts";
import { createOrigins } from "./origins.ts";

/** One distribution of an environment, with its origins and functions. */
export class DistributionStack extends EnvironmentStack {
  /**
   * @param id a key of the environment's `distributions`
   * @throws DiagnosticError when a behavior names an unknown policy, or one that does not include a header that a function reads
   */
  constructor(app: App, id: string, input: StackInput) {
    const { name, environment, build } = input;
    super(app, { kind: "distribution", id, name, environment });
    const distribution = environment.distributions[id];
    if (distribution === undefined) throw new Error(`The environment '${name}' has no distribution '${id}'.`);
    const origins = createOrigins(this, { distribution, input });
    const keyValueStore = createKeyValueStore(this, { distribution: id, build });
    const functions = new DistributionFunctions(this, { environment, build, keyValueStore });
    const [defaultBehavior, ...behaviors] = keyedBehaviors(id, distribution).map(({ key, path, behavior }) => ({
      ...behavior,
      key,
      path,
      functions: functions.of(key),
    }));
    if (defaultBehavior === undefined) throw new Error(`The distribution '${id}' has no default behavior.`);
    const edge = new EdgeDistribution(this, `distribution:${id}`, {
      ...distribution,
      file: environmentFile(name),
      key: `distributions.${id}`,
      name: `${name}-${id}`,
      comment: literal(distribution.comment),
      origins: origins.forDistribution,
      defaultBehavior,
      behaviors,
      isOrderChecked: true,
      preventDestroy: environment.protections.preventDestroy,
    });
    origins.allow(edge.distribution.arn);
    this.output("distribution_id", edge.distribution.id, "Names the distribution in AWS's API: for invalidations.");
    this.output("distribution_domain_name", edge.distribution.domainName, "Where aliases point.");
    if (keyValueStore !== undefined) {
      this.output(
        "key_value_store_arn",
        keyValueStore.arn,
        "Where dynamic config lives: for changes without a deploy.",
      );
    }
    this.output("buckets", origins.bucketNames, "The bucket of each static origin.");
  }
}
