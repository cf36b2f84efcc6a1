import { type EdgeEvent, lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import { InvalidResult } from "../failure.ts";
import { isRecord } from "../headers.ts";
import { shown } from "./header-entries.ts";

/**
 * The request's new body, where the function replaced it.
 *
 * @throws InvalidResult where it is too large, or not the structure of AWS's page
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-include-body-access.html
 */
export function replacedBody(body: unknown, event: EdgeEvent): Buffer | undefined {
  if (!isRecord(body) || body.action !== "replace") return undefined;
  const { data = "", encoding } = body;
  if (typeof data !== "string") {
    throw new InvalidResult(`The function returned ${shown(data)} for request.body.data; it must be a string.`);
  }
  const quotas = lambdaAtEdgeRunQuotas[event];
  const { value: most } = encoding === "base64" ? quotas.replacedBase64BodyBytes : quotas.replacedTextBodyBytes;
  if (Buffer.byteLength(data) > most) {
    throw new InvalidResult(
      `The function replaced the request's body by ${Buffer.byteLength(data)} B of ${encoding}; at ${event} CloudFront takes ${most} B. Shorten it.`,
    );
  }
  return decodedBody(data, encoding, "request.body.encoding");
}

/** @throws InvalidResult where the encoding is not AWS's, or the text not of it */
export function decodedBody(data: string, encoding: unknown, place: string): Buffer {
  if (encoding === "base64") {
    if (/^[A-Za-z0-9+/]*={0,2}$/.test(data) && data.replace(/=+$/, "").length % 4 !== 1) {
      return Buffer.from(data, "base64");
    }
    throw new InvalidResult("The function returned a body as 'base64' that is not base64. Encode it, or say 'text'.");
  }
  if (encoding === "text") return Buffer.from(data);
  throw new InvalidResult(`The function returned ${shown(encoding)} for ${place}; it must be 'text' or 'base64'.`);
}
