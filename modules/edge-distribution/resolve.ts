import { z } from "zod";
import { errorResponses, pageOrigins } from "./error-pages/index.ts";
import { behaviorOptions, distributionOptions } from "./options.ts";
import type { AttachedFunction, Behavior, EdgeDistributionProps, OrderedBehavior } from "./props.ts";

const defaultsOfDistribution = z.object(distributionOptions.shape).omit({ certificate: true, webAcl: true });
const defaultsOfBehavior = z.object(behaviorOptions.shape);

/** A behavior with its defaults filled in. */
export interface ResolvedBehavior extends z.output<typeof defaultsOfBehavior> {
  readonly key: string;
  readonly functions: readonly AttachedFunction[];
}

export interface ResolvedOrderedBehavior extends ResolvedBehavior {
  readonly pathPattern: string;
}

/** A distribution's props with their defaults filled in. */
export interface ResolvedDistribution extends z.output<typeof defaultsOfDistribution> {
  readonly certificate: string | undefined;
  readonly file: string;
  readonly key: string;
  readonly webAclId: string | undefined;
  readonly preventDestroy: boolean;
  readonly isStaging: boolean;
  readonly readers: string | undefined;
  readonly origins: EdgeDistributionProps["origins"];
  readonly defaultBehavior: ResolvedBehavior;
  readonly behaviors: readonly ResolvedOrderedBehavior[];
}

/**
 * @param id the construct's id, and @param path its path, for messages about a distribution that no environment describes
 * @throws ZodError when an option has a wrong form
 */
export function resolveProps(props: EdgeDistributionProps, id: string, path: string): ResolvedDistribution {
  const { certificate, origins, webAclId, file = path, key = id, preventDestroy = false, isStaging = false } = props;
  const options = defaultsOfDistribution.parse(props);
  const customErrorResponses = errorResponses(options);
  return {
    ...options,
    customErrorResponses: [...customErrorResponses],
    certificate,
    origins,
    webAclId,
    file,
    key,
    preventDestroy,
    isStaging,
    readers: props.readers,
    defaultBehavior: resolveBehavior(props.defaultBehavior, `${key}.defaultBehavior`),
    behaviors: [
      ...pageOrigins(customErrorResponses).map((page) => resolveOrdered(page, `${key}.customErrorResponses`)),
      ...(props.behaviors ?? []).map((behavior, index) => resolveOrdered(behavior, `${key}.behaviors[${index}]`)),
    ],
  };
}

function resolveBehavior(behavior: Behavior, defaultKey: string): ResolvedBehavior {
  const { key = defaultKey, functions = [] } = behavior;
  return { ...defaultsOfBehavior.parse(behavior), key, functions };
}

function resolveOrdered(behavior: OrderedBehavior, defaultKey: string): ResolvedOrderedBehavior {
  return { ...resolveBehavior(behavior, defaultKey), pathPattern: behavior.pathPattern };
}
