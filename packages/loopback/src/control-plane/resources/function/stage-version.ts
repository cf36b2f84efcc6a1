import { createHash } from "node:crypto";
import { newId } from "../../ids.ts";

/**
 * The ETags of a function's first versions. CloudFront gives the same ones to every function, and some clients expect
 * them: the AWS provider's acceptance tests of `aws_cloudfront_function` assert the first ones.
 */
const etags = ["ETVPDKIKX0DER", "E3UN6WX5RRO2AG", "E1F83G8C2ARO7P", "E1PA6795UKMFR9", "E13V1IB3VIYZZH"];

/** Version, ETag and revision of a stage. A new function has version 0, and each update adds one. */
export function stageVersion(version: number): { version: number; etag: string; revision: string } {
  return { version, etag: etags[version] ?? laterEtag(version), revision: newId.uuid() };
}

/** AWS's later ETags are not known. These have the same form: capitals and digits. */
function laterEtag(version: number): string {
  const digits = BigInt(`0x${createHash("sha256").update(String(version)).digest("hex")}`).toString(36);
  return `E${digits.slice(0, 13).toUpperCase()}`;
}
