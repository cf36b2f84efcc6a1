import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import type { EdgeEvent, EdgeRuntime } from "../events.ts";
import { isViewerEvent } from "./associations.ts";

/** A function of a behavior whose origin lies in a VPC. */
export interface FunctionBeforeVpcOrigin {
  readonly name: string;
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  /** True if it calls `updateRequestOrigin`. */
  readonly updatesOrigin: boolean;
}

/**
 * Returns the reason why a function can't run on requests to a VPC origin; undefined when it can.
 *
 * @param origin the origin's name
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function checkVpcOriginFunction(origin: string, found: FunctionBeforeVpcOrigin): Diagnostic | undefined {
  if (found.runtime === "lambda-at-edge" && !isViewerEvent(found.event)) {
    return diagnose("FE-DST-013", {
      message: `${found.name} runs in Lambda@Edge at ${found.event}, which the VPC origin '${origin}' does not have.`,
      fix: "Move it to a viewer event, or take another origin.",
      page: pages.vpcOrigins,
    });
  }
  if (!found.updatesOrigin) return undefined;
  return diagnose("FE-DST-014", {
    message: `${found.name} calls updateRequestOrigin, which can't change the VPC origin '${origin}'.`,
    fix: "Use selectRequestOriginById, or take another origin.",
    page: pages.originModification,
  });
}

/**
 * Returns the reason why a behavior of a VPC origin can't take gRPC.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function checkVpcOriginGrpc(origin: string): Diagnostic {
  return diagnose("FE-DST-015", {
    message: `gRPC is on, which the VPC origin '${origin}' does not have.`,
    fix: "Turn it off, or take another origin.",
    page: pages.vpcOrigins,
  });
}
