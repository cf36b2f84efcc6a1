import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { behaviorsOf } from "./kind.ts";
import { checkAliases } from "./validation/aliases.ts";
import { checkBehavior, checkPathPatterns } from "./validation/behaviors.ts";
import { checkFunctions } from "./validation/functions.ts";
import { checkOrigins } from "./validation/origins.ts";
import { checkSettings } from "./validation/settings.ts";
import { checkShared } from "./validation/sharing.ts";
import { checkTargetOrigins } from "./validation/target-origins.ts";

/**
 * Checks a distribution's config against AWS's rules.
 * @param config - The config with its defaults.
 * @param id - The id of the distribution, whose own aliases are not conflicts; undefined when it is created.
 * @throws {CloudFrontError} with AWS's code for the first rule that it breaks.
 */
export function checkDistribution(config: DistributionConfig, context: Context, id: string | undefined): void {
  checkSettings(config, context, id);
  checkAliases(config, context, id);
  const targets = checkOrigins(config, context);
  checkPathPatterns(config);
  for (const behavior of behaviorsOf(config)) {
    checkBehavior(behavior, { targets, httpVersion: config.HttpVersion }, context);
  }
  checkFunctions(config, context);
  checkTargetOrigins(config);
  checkShared(config, context, id);
}
