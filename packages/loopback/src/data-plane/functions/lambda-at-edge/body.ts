import { type EdgeEvent, lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import { InvalidResult } from "../failure.ts";
import { isRecord, shown } from "../returned-values.ts";

/**
 * Reads a request's body that a function replaced.
 *
 * @returns undefined if the function did not replace it
 * @throws InvalidResult if it is too large, or does not have the structure on AWS's page
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-include-body-access.html
 */
export function replacedBody(body: unknown, event: EdgeEvent): Buffer | undefined {
  if (!isRecord(body) || body.action !== "replace") return undefined;
  const { data = "", encoding } = body;
  if (typeof data !== "string") {
    throw new InvalidResult(`The function returned ${shown(data)} for request.body.data; it must be a string.`);
  }
  const quotas = lambdaAtEdgeRunQuotas[event];
  const { value: maxBytes } = encoding === "base64" ? quotas.replacedBase64BodyBytes : quotas.replacedTextBodyBytes;
  if (Buffer.byteLength(data) > maxBytes) {
    throw new InvalidResult(
      `The function replaced the request's body by ${Buffer.byteLength(data)} B of ${encoding}; at ${event} CloudFront accepts ${maxBytes} B. Shorten it.`,
    );
  }
  return decodedBody(data, encoding, "request.body.encoding");
}

/** Decodes a body. @throws InvalidResult if the encoding is unknown, or the text does not have it */
export function decodedBody(data: string, encoding: unknown, property: string): Buffer {
  if (encoding === "base64") {
    if (/^[A-Za-z0-9+/]*={0,2}$/.test(data) && data.replace(/=+$/, "").length % 4 !== 1) {
      return Buffer.from(data, "base64");
    }
    throw new InvalidResult("The function returned a body as 'base64' that is not base64. Encode it, or use 'text'.");
  }
  if (encoding === "text") return Buffer.from(data);
  throw new InvalidResult(`The function returned ${shown(encoding)} for ${property}; it must be 'text' or 'base64'.`);
}
