import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { accessLogFields, type customLogDataFields, realtimeLogFields } from "./fields.ts";

/** The fields by the kind of log: `DistributionId` is of standard logs, too. */
const known = {
  "standard logs": [...accessLogFields, "DistributionId"],
  "real-time logs": realtimeLogFields,
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Returns the fields that CloudFront's logs of a kind do not have, as a diagnostic. */
export function checkLogFields(fields: readonly string[], kind: keyof typeof known): Diagnostic | undefined {
  const all: readonly string[] = known[kind];
  const unknown = fields.filter((field) => !all.includes(field));
  if (unknown.length === 0) return undefined;
  const near = all.filter((field) => unknown.some((one) => field.includes(one) || one.includes(field))).slice(0, 5);
  return diagnose("FE-DST-092", {
    subject: unknown.join(", "),
    message: `CloudFront's ${kind} have no field ${unknown.map((field) => `'${field}'`).join(", ")}.`,
    fix: near.length === 0 ? "Take the name from AWS's list." : `Did you mean ${near.join(", ")}?`,
  });
}

/** Returns a diagnostic for a distribution's delivery source in another region; an unknown region is accepted. */
export function checkLogSourceRegion(region: string | undefined): Diagnostic | undefined {
  if (region === undefined || region === "us-east-1") return undefined;
  return diagnose("FE-DST-091", {
    subject: region,
    message: `The delivery source of the distribution is in ${region}; CloudFront's logs are delivered from us-east-1.`,
    fix: "Give it, its delivery and the delivery's destination the provider of us-east-1.",
  });
}

/** Returns a warning for the ARN of a bucket without a prefix. */
export function checkLogPrefix(arn: string): Diagnostic | undefined {
  if (!/^arn:aws:s3:::[^/]+\/?$/.test(arn)) return undefined;
  return diagnose("FE-DST-093", {
    severity: "warning",
    subject: arn,
    message: `The destination '${arn}' has no prefix, so CloudFront adds one that the next change of the delivery drops.`,
    fix: "Append a folder, such as '/cloudfront'.",
  });
}

/** Returns a warning for a function whose custom data none of the logs has. */
export function checkCustomLogData(
  functionName: string,
  field: (typeof customLogDataFields)[keyof typeof customLogDataFields],
): Diagnostic {
  return diagnose("FE-DST-090", {
    severity: "warning",
    subject: field,
    message: `The function ${functionName} calls logCustomData, but no log of the distribution has the field '${field}'.`,
    fix: `Configure logs: 'logging' or 'realtimeLogs' of the distribution adds the field.`,
  });
}
