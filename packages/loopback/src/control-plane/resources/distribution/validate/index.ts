import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../../context.ts";
import { behaviorsOf } from "../kind.ts";
import { checkAliases } from "./aliases.ts";
import { checkBehavior, checkPathPatterns } from "./behaviors.ts";
import { checkFunctions } from "./functions.ts";
import { checkOrigins } from "./origins.ts";
import { checkSettings } from "./settings.ts";
import { checkShared } from "./sharing.ts";
import { checkVpcOrigins } from "./vpc-origins.ts";

/**
 * Refuses what AWS would refuse of a distribution's config.
 * @param config - With its defaults.
 * @param id - The distribution's own, undefined while it is created: its aliases and references are its own.
 * @throws {CloudFrontError} with AWS's code for the first thing found.
 */
export function checkDistribution(config: DistributionConfig, context: Context, id: string | undefined): void {
  checkSettings(config, context, id);
  checkAliases(config, context, id);
  const targets = checkOrigins(config, context);
  checkPathPatterns(config);
  for (const behavior of behaviorsOf(config)) {
    checkBehavior(behavior, targets, context);
  }
  checkFunctions(config, context);
  checkVpcOrigins(config);
  checkShared(config, context, id);
}
