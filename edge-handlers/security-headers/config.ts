import { type Plan, planOf } from "./plan.ts";
import { settings } from "./settings.ts";

/**
 * Headers by their meaning; an omitted one keeps its default, and `null` sends none. Values are computed when the config
 * is read, so that the function at the edge only copies them.
 */
export const config = settings.transform(planOf);

export type Config = Plan;
