import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { behaviorsOf } from "./kind.ts";
import { checkAliases } from "./validation/aliases.ts";
import { checkBehavior, checkPathPatterns } from "./validation/behaviors.ts";
import { checkFunctions } from "./validation/functions.ts";
import { checkOrigins } from "./validation/origins.ts";
import { checkSettings } from "./validation/settings.ts";
import { checkShared } from "./validation/sharing.ts";
import { checkVpcOrigins } from "./validation/vpc-origins.ts";

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
