import { type EdgeEvent, edgeEvents, type FunctionAssociation, type RequestRead } from "@featheredge/aws-rules";
import { type Block, blocks, type Resource, referenced } from "./resources.ts";

/** A function on an event. Its name is the address of its resource, or its ARN. */
interface Association extends FunctionAssociation {
  /** The value in the association: a reference or an ARN. */
  readonly arn: unknown;
}

export interface Behavior {
  readonly attribute: string;
  readonly block: Block;
  readonly associations: readonly Association[];
}

/** Facts about the functions of a stack, by the address of the function's resource. */
export interface FunctionFacts {
  /** True if a CloudFront Function chooses origins. */
  readonly updatesOrigin: (address: string) => boolean;
  /** The names of the handlers that it is composed of, if an environment describes it. */
  readonly partsOf: (address: string) => readonly string[] | undefined;
  /** The parts of the request that it reads by constant names. */
  readonly readsOf: (address: string) => readonly RequestRead[];
}

/** A distribution's behaviors, the default one first. */
export function behaviorsOf({ values }: Resource): Behavior[] {
  const ordered = blocks(values.ordered_cache_behavior);
  return [
    ...blocks(values.default_cache_behavior).map((block) => ({ attribute: "default_cache_behavior", block })),
    ...ordered.map((block, index) => ({ attribute: `ordered_cache_behavior[${index}]`, block })),
  ].map(({ attribute, block }) => ({ attribute, block, associations: associationsOf(block) }));
}

function associationsOf(block: Block): Association[] {
  const light = blocks(block.function_association).map(
    ({ event_type, function_arn }) => [event_type, function_arn, "cloudfront-function"] as const,
  );
  const lambda = blocks(block.lambda_function_association).map(
    ({ event_type, lambda_arn }) => [event_type, lambda_arn, "lambda-at-edge"] as const,
  );
  return [...light, ...lambda].flatMap(([event, arn, runtime]) => {
    if (!isEvent(event)) return [];
    const name = referenced(arn, "arn") ?? referenced(arn, "qualified_arn") ?? String(arn);
    return [{ event, runtime, name, arn }];
  });
}

function isEvent(value: unknown): value is EdgeEvent {
  return (edgeEvents as readonly unknown[]).includes(value);
}
