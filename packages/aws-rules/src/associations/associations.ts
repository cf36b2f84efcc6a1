import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { type EdgeEvent, type EdgeRuntime, edgeEvents } from "../events.ts";
import { lambdaAtEdgeQuotas } from "../quotas/lambda-at-edge.ts";

/** One function on one event of a behavior. */
export interface FunctionAssociation {
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  /** The function's name, for messages and to count distinct functions. */
  readonly name: string;
}

export interface BehaviorAssociations {
  /** The behavior's key in the environment, for messages: `distributions.site.behaviors[2]`. */
  readonly key: string;
  readonly associations: readonly FunctionAssociation[];
}

const page = pages.edgeFunctionRestrictions;
const runtimeLabels: Readonly<Record<EdgeRuntime, string>> = {
  "cloudfront-function": "CloudFront Functions",
  "lambda-at-edge": "Lambda@Edge",
};

export function isViewerEvent(event: EdgeEvent): event is "viewer-request" | "viewer-response" {
  return event === "viewer-request" || event === "viewer-response";
}

/**
 * Every reason for which AWS would reject the functions of one distribution's behaviors, in the behaviors' order.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function checkAssociations(
  behaviors: readonly BehaviorAssociations[],
  quotas: { readonly functionsPerDistribution: { readonly value: number } } = lambdaAtEdgeQuotas,
): readonly Diagnostic[] {
  return [...behaviors.flatMap(checkBehavior), ...checkFunctionCount(behaviors, quotas.functionsPerDistribution.value)];
}

function checkBehavior({ key, associations }: BehaviorAssociations): Diagnostic[] {
  return [
    ...oneFunctionPerEvent(key, associations),
    ...originRuntime(key, associations),
    ...oneViewerRuntime(key, associations),
  ];
}

function oneFunctionPerEvent(key: string, associations: readonly FunctionAssociation[]): Diagnostic[] {
  return edgeEvents.flatMap((event) => {
    const names = associations.filter((association) => association.event === event).map(({ name }) => name);
    if (names.length < 2) return [];
    return [
      diagnose("FE-DST-009", {
        message: `${key} has ${names.length} functions on ${event} (${names.join(", ")}); AWS accepts one function per event.`,
        fix: "Compose them into one.",
        page,
      }),
    ];
  });
}

function originRuntime(key: string, associations: readonly FunctionAssociation[]): Diagnostic[] {
  return associations
    .filter(({ event, runtime }) => runtime === "cloudfront-function" && !isViewerEvent(event))
    .map(({ event, name }) =>
      diagnose("FE-DST-010", {
        message: `${key} puts the CloudFront Function ${name} on ${event}; CloudFront Functions run on viewer events only.`,
        fix: "Move it to a viewer event, or build it for Lambda@Edge.",
        page: pages.edgeFunctionChoice,
      }),
    );
}

function oneViewerRuntime(key: string, associations: readonly FunctionAssociation[]): Diagnostic[] {
  const viewer = associations.filter(({ event }) => isViewerEvent(event));
  if (new Set(viewer.map(({ runtime }) => runtime)).size < 2) return [];
  const functions = viewer.map(({ event, runtime, name }) => `${name} on ${event} is ${runtimeLabels[runtime]}`);
  return [
    diagnose("FE-DST-011", {
      message: `${key} mixes runtimes on its viewer events (${functions.join(", ")}); AWS accepts one runtime for both.`,
      fix: "Build them all for the same one.",
      page,
    }),
  ];
}

function checkFunctionCount(behaviors: readonly BehaviorAssociations[], most: number): Diagnostic[] {
  const names = new Set(
    behaviors.flatMap(({ associations }) =>
      associations.filter(({ runtime }) => runtime === "lambda-at-edge").map(({ name }) => name),
    ),
  );
  if (names.size <= most) return [];
  return [
    diagnose("FE-DST-012", {
      message: `The distribution has ${names.size} Lambda@Edge functions; AWS takes ${most}.`,
      fix: "Compose or share functions, or have AWS raise the quota.",
      page: lambdaAtEdgeQuotas.functionsPerDistribution.page,
    }),
  ];
}
