import type { IncomingMessage, ServerResponse } from "node:http";
import { sendAwsError } from "./aws-error.ts";

/** The error code that clients see. AWS has none for this: its disks are not full. */
export const storageErrorCode = "InsufficientStorage";

/**
 * Answers that a write could not be kept. The AWS SDKs retry 500, 502, 503 and 504, for hours in Terraform's case; with
 * 507 the client reports the message at once.
 */
export function send507(request: IncomingMessage, response: ServerResponse, message: string): void {
  sendAwsError(request, response, { status: 507, code: storageErrorCode, message });
}
