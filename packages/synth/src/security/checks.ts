import type { SecurityCheck } from "./check.ts";
import { cloudFrontChecks } from "./cloudfront.ts";
import { lambdaChecks } from "./lambda.ts";
import { s3Checks } from "./s3.ts";
import { wafAndLogChecks } from "./waf-and-logs.ts";

/** Every control and check, in the order of docs/security-checks.md. */
export const securityChecks: readonly SecurityCheck[] = [
  ...cloudFrontChecks,
  ...s3Checks,
  ...lambdaChecks,
  ...wafAndLogChecks,
];
