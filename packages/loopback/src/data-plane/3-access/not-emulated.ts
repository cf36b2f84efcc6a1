import type { Behavior } from "../base/behavior.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";

const gRpc =
  "The loopback does not emulate gRPC: it sends requests to origins by HTTP/1.1. Test the service directly, and this behavior on AWS.";
const fields =
  "The loopback does not emulate field-level encryption: the origin would get the form's fields as they are. Test the origin with fields that AWS's Encryption SDK encrypted.";

/**
 * Why the loopback can't answer a request as CloudFront would, as sentences; undefined if it can. Other requests of such
 * behaviors are served.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-using-grpc.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html
 */
export function notEmulated(behavior: Behavior, method: string, headers: HeaderList): string | undefined {
  const type = headerOf(headers, "content-type")?.toLowerCase() ?? "";
  if (behavior.takesGrpc && type.startsWith("application/grpc")) return gRpc;
  const isForm = type.startsWith("application/x-www-form-urlencoded") && (method === "POST" || method === "PUT");
  return behavior.encryptsFields && isForm ? fields : undefined;
}
