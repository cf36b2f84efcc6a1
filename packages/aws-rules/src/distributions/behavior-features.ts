import { type Diagnostic, diagnose } from "@featheredge/diagnostics";

/** The settings of a behavior and its distribution that gRPC and field-level encryption depend on. */
export interface BehaviorFeatures {
  readonly allowedMethods: readonly string[];
  readonly viewerProtocolPolicy: string;
  /** The distribution's `httpVersion`. */
  readonly httpVersion: string;
}

/**
 * Why a behavior can't take gRPC requests; undefined when it can.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-using-grpc.html
 */
export function checkGrpc({ allowedMethods, httpVersion }: BehaviorFeatures): Diagnostic<"FE-DST-068"> | undefined {
  if (!allowedMethods.includes("POST")) {
    return diagnose("FE-DST-068", {
      message: "The behavior takes gRPC requests, which are POST requests, but does not allow POST.",
      fix: "Allow all methods: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.",
    });
  }
  if (httpVersion.startsWith("http2")) return undefined;
  return diagnose("FE-DST-068", {
    message: `The behavior takes gRPC requests, which need HTTP/2, but the distribution's httpVersion is '${httpVersion}'.`,
    fix: "Set it to 'http2' or 'http2and3'.",
  });
}

/**
 * Why a behavior can't encrypt fields of request bodies; undefined when it can.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html
 */
export function checkFieldLevelEncryption(features: BehaviorFeatures): Diagnostic<"FE-DST-069"> | undefined {
  const { allowedMethods, viewerProtocolPolicy } = features;
  if (!allowedMethods.includes("POST")) {
    return diagnose("FE-DST-069", {
      message: "The behavior encrypts fields of forms that are sent by POST and PUT, but does not allow these methods.",
      fix: "Allow all methods: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.",
    });
  }
  if (viewerProtocolPolicy !== "allow-all") return undefined;
  return diagnose("FE-DST-069", {
    message: "The behavior encrypts fields of forms, but viewers can send these by HTTP, unencrypted.",
    fix: "Set viewerProtocolPolicy to 'https-only' or 'redirect-to-https'.",
  });
}
