import { type Plan, planOf } from "./plan.ts";
import { settings } from "./settings.ts";

/**
 * Headers by their meaning; what is left out keeps its default, and `null` sends none. Values are written out when the
 * config is read, so that the function at the edge only copies them.
 */
export const config = settings.transform(planOf);

export type Config = Plan;
