import { checkGeneratedResponse, checkStatusType, lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import type { EdgeCall, EdgeResponse } from "../../base/edge-functions.ts";
import type { HeaderList } from "../../http/headers.ts";
import { InvalidResult, rejectIf } from "../failure.ts";
import { returnedHeaders, type SplitHeaders } from "../headers.ts";
import { shown, type Warn, warnOfUnknown } from "../returned-values.ts";
import { decodedBody } from "./body.ts";
import { headerEntries } from "./header-entries.ts";

const properties = new Set(["status", "statusDescription", "headers", "body", "bodyEncoding"]);

/**
 * Reads a response that a function generated or changed.
 *
 * @param warn is called for each value that CloudFront ignores, or accepts although AWS's page says otherwise
 * @throws InvalidResult if CloudFront would answer 502
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function responseOf(
  output: Record<string, unknown>,
  call: EdgeCall,
  before: SplitHeaders | undefined,
  warn: Warn,
): EdgeResponse {
  warnOfUnknown(output, properties, "response", warn);
  const { statusDescription, headers, body, bodyEncoding = "text" } = output;
  const status = statusOf(output.status, call, warn);
  if (statusDescription !== undefined && typeof statusDescription !== "string") {
    throw new InvalidResult(
      `The function returned ${shown(statusDescription)} for statusDescription; it must be a string.`,
    );
  }
  const after = headerEntries(headers, "response.headers", warn);
  const bytes = bodyOf(body, bodyEncoding);
  if (status === 204 && bytes !== undefined && bytes.length > 0) {
    throw new InvalidResult("The function returned the status 204 with a body, but a 204 has no body. Omit it.");
  }
  if (bytes !== undefined || call.response === undefined) checkSize(after, bytes, call);
  return { status, statusDescription, headers: returnedHeaders(call.event, before, after), body: bytes };
}

function statusOf(given: unknown, call: EdgeCall, warn: Warn): number {
  const warning = checkStatusType(given);
  if (warning !== undefined) warn(sentences(warning));
  else if (typeof given !== "string" || !/^\d{3}$/.test(given)) {
    throw new InvalidResult(
      `The function returned ${shown(given)} for status; it must be a string of three digits. Write "302".`,
    );
  }
  const status = Number(given);
  const [problem] = checkGeneratedResponse("lambda-at-edge", call.event, { status });
  rejectIf(problem);
  if (call.event === "viewer-response" && call.response !== undefined && status !== call.response.status) {
    throw new InvalidResult(
      `The function changed the status from ${call.response.status} to ${status}; a function can't do that at viewer-response. Do it at origin-response.`,
    );
  }
  return status;
}

function bodyOf(body: unknown, encoding: unknown): Buffer | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return decodedBody(body, encoding, "bodyEncoding");
  throw new InvalidResult(`The function returned ${shown(body)} for body; it must be a string. Use JSON.stringify().`);
}

function checkSize(headers: HeaderList, body: Buffer | undefined, { event }: EdgeCall): void {
  const { value: maxBytes } = lambdaAtEdgeRunQuotas[event].generatedResponseBytes;
  // Each header has `: ` and CRLF.
  const size = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, body?.length ?? 0);
  if (size > maxBytes) {
    throw new InvalidResult(
      `The function returned a response of ${size} B, headers and body together; at ${event} CloudFront accepts ${maxBytes} B. Shorten it.`,
    );
  }
}
