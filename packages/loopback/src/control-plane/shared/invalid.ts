import { type Diagnostic, sentences } from "@featheredge/diagnostics";
import { CloudFrontError } from "../protocol/errors.ts";

/** @throws {CloudFrontError} `InvalidArgument`, always. */
export function invalid(message: string): never {
  throw new CloudFrontError("InvalidArgument", message);
}

/** @throws {CloudFrontError} `InvalidArgument` if there is a diagnostic that is an error. */
export function reject(diagnostic: Diagnostic | undefined): void {
  if (diagnostic !== undefined && diagnostic.severity === "error") invalid(sentences(diagnostic));
}

/** @throws {CloudFrontError} `InvalidArgument` unless the value is undefined or one of the allowed ones. */
export function oneOf(name: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) {
    invalid(`The parameter ${name} is '${value}'; it must be one of ${allowed.join(", ")}.`);
  }
}

/** @throws {CloudFrontError} `InvalidArgument` unless the value is undefined or in the range. */
export function inRange(name: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && (value < least || value > most)) {
    invalid(`The parameter ${name} is ${value}; it must be from ${least} to ${most}.`);
  }
}

/** Checks the name of a policy. @throws {CloudFrontError} `InvalidArgument`. */
export function checkName(name: string, most = 128): void {
  if (!/^[A-Za-z0-9_-]+$/.test(name) || name.length > most) {
    invalid(`The parameter Name '${name}' must be 1 to ${most} letters, digits, hyphens or underscores.`);
  }
}

interface Referenced {
  readonly CallerReference: string | undefined;
}

/** @throws {CloudFrontError} `IllegalUpdate` when an update changes the CallerReference. */
export function checkCallerReference(config: Referenced, before: Referenced | undefined): void {
  if (before !== undefined && before.CallerReference !== config.CallerReference) {
    throw new CloudFrontError("IllegalUpdate", "The CallerReference can't be changed.");
  }
}
