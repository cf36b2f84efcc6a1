import { createHash } from "node:crypto";
import type { Device } from "@featheredge/inspector/api";
import type { DeployedDistribution } from "../../deployment.ts";
import { devicesOf } from "../4-viewer-request/devices.ts";
import type { RequestTrace } from "../base/trace.ts";
import { headerOf } from "../http/headers.ts";

/** The name in the ARN of a CloudFront Function, or of a version of a Lambda function. */
export function functionName(arn: string): string {
  const lambda = /^arn:aws:lambda:[^:]*:\d*:function:([^:]+)/.exec(arn)?.[1];
  return lambda ?? arn.slice(arn.lastIndexOf("/") + 1);
}

/** The comment that people gave a distribution, or its domain name. */
export function distributionName({ config, domainName }: Pick<DeployedDistribution, "config" | "domainName">): string {
  return config.Comment || domainName;
}

/** An id for a cache entry that can be in a URL. */
export function entryId(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 22);
}

/** The kind of viewer, as CloudFront's `CloudFront-Is-*-Viewer` headers have it. Of several, the most specific one. */
export function deviceOf({ simulated, headers }: Pick<RequestTrace, "simulated" | "headers">): Device {
  const given = simulated
    .get("device")
    ?.toLowerCase()
    .split(/[\s,]+/);
  const devices: ReadonlySet<string> =
    given === undefined ? devicesOf(headerOf(headers, "user-agent") ?? "") : new Set(given);
  return (["smarttv", "tablet", "mobile"] as const).find((device) => devices.has(device)) ?? "desktop";
}
