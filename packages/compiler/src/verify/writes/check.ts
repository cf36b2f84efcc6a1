import {
  checkFailoverStatuses,
  checkGeneratedResponse,
  checkHeaderCase,
  checkHeaderChange,
  checkHeaderValue,
  checkLambdaVariable,
  checkOriginSetting,
  checkReplacedBody,
  checkReplacedHeaders,
  checkStatusChange,
  checkStatusCodeType,
  checkStatusKey,
  checkStatusType,
  checkUri,
  type EdgeEvent,
  type EdgeRuntime,
  isForbiddenHeader,
  isReadOnlyHeader,
  statusKeys,
} from "@featheredge/aws-rules";
import type { Diagnostic } from "@featheredge/diagnostics";
import type { Write } from "./find.ts";
import type { OriginWrite } from "./origins.ts";
import type { Subject } from "./subjects.ts";

/** Where a source runs, and whether it does so in AWS's own form, without the SDK. */
export interface Running {
  readonly runtime: EdgeRuntime;
  readonly event: EdgeEvent;
  readonly isNative: boolean;
}

/** The writes of a source to which CloudFront would answer 502, and those that deserve a warning. */
export function checkWrite(write: Write, running: Running): Diagnostic[] {
  const { runtime, event } = running;
  switch (write.kind) {
    case "header":
      return checkHeader(write, running);
    case "headers":
      return checkHeaders(write, running);
    case "status":
      return checkStatus(write, running);
    case "uri":
      return event.endsWith("request") && write.of.some((subject) => isOfEvent(subject, event))
        ? listed(checkUri(write.uri))
        : [];
    case "generated":
      return checkGenerated(write, runtime, event);
    case "origin":
      return checkOrigin(write);
    case "variable":
      return runtime === "lambda-at-edge" ? listed(checkLambdaVariable(write.name, write.hasFallback)) : [];
    case "request-body":
      return runtime === "lambda-at-edge" ? listed(checkReplacedBody(event, write.encoding, write.bytes)) : [];
  }
}

/** True if a change to a subject changes what the event hands on, not only what it shows. */
function isOfEvent(subject: Subject, event: EdgeEvent): boolean {
  return subject === "handed" || event.endsWith(subject);
}

/**
 * Deleting a header that CloudFront does not show has no effect. A response that the function makes at a request event
 * has no read-only headers: those are the request's. The SDK writes all names in lower case.
 */
function checkHeader(
  { name, isDeleted, of }: Extract<Write, { kind: "header" }>,
  { runtime, event, isNative }: Running,
): Diagnostic[] {
  const isChanged = of.some((subject) => isOfEvent(subject, event)) && isReadOnlyHeader(event, name);
  const isReturned = of.some((one) => one !== "request" || isOfEvent(one, event));
  const isAdded = !isDeleted && isForbiddenHeader(name) && isReturned;
  if (isChanged || isAdded) return listed(checkHeaderChange(event, name));
  const isCased = runtime === "cloudfront-function" && isNative && !isDeleted && isReturned;
  return isCased ? listed(checkHeaderCase(name)) : [];
}

/** The SDK keeps the read-only headers of a response that a handler makes at origin response. */
function checkHeaders({ names, of }: Extract<Write, { kind: "headers" }>, { event, isNative }: Running): Diagnostic[] {
  const isReplaced = of.some((subject) => isOfEvent(subject, event));
  const isMade = of.includes("generated") && (event === "viewer-response" || (isNative && event === "origin-response"));
  return isReplaced || isMade ? listed(checkReplacedHeaders(event, names)) : [];
}

function checkStatus(
  { key, status, of }: Extract<Write, { kind: "status" }>,
  { runtime, event, isNative }: Running,
): Diagnostic[] {
  const wrongKey = isNative ? checkStatusKey(runtime, key, status, false) : undefined;
  if (wrongKey !== undefined) return [wrongKey];
  const isEvents = event.endsWith("response") && of.some((subject) => isOfEvent(subject, event));
  return [
    ...(isNative ? checkTypes(status, runtime) : []),
    ...(isEvents ? listed(checkStatusChange(runtime, event)) : []),
    ...numbers(status, !isNative || runtime === "lambda-at-edge").flatMap((one) =>
      checkGeneratedResponse(runtime, event, { status: one }),
    ),
  ];
}

/** A native CloudFront Function may give a body with any status, as far as AWS says. */
function checkGenerated(
  { statuses, bodies, isNative, isResult, isOpen }: Extract<Write, { kind: "generated" }>,
  runtime: EdgeRuntime,
  event: EdgeEvent,
): Diagnostic[] {
  const key = isNative ? statusKeys[runtime] : "status";
  const status = statuses[key];
  if (status === undefined && isNative) return isResult ? wrongKeys(statuses, runtime, !isOpen) : [];
  const isLambdas = isNative && runtime === "lambda-at-edge";
  const sizes = isNative && !isLambdas ? [] : bodies.map((body) => Buffer.byteLength(body));
  const [bodyBytes] = sizes.sort((a, b) => b - a);
  const all = numbers(status ?? [], !isNative || runtime === "lambda-at-edge");
  return [
    ...(isNative ? checkTypes(status ?? [], runtime) : []),
    ...(all.length === 0 ? [undefined] : all).flatMap((one) =>
      checkGeneratedResponse(runtime, event, { status: one, bodyBytes }),
    ),
  ];
}

function checkTypes(status: readonly unknown[], runtime: EdgeRuntime): Diagnostic[] {
  return status.flatMap((one) =>
    listed(runtime === "lambda-at-edge" ? checkStatusType(one) : checkStatusCodeType(one)),
  );
}

function wrongKeys(
  statuses: Extract<Write, { kind: "generated" }>["statuses"],
  runtime: EdgeRuntime,
  isLost: boolean,
): Diagnostic[] {
  const keys = ["status", "statusCode"] as const;
  return keys.flatMap((key) => {
    const values = statuses[key];
    return values === undefined ? [] : listed(checkStatusKey(runtime, key, values, isLost));
  });
}

function checkOrigin({ responseTimeouts, failoverStatuses, headers }: OriginWrite): Diagnostic[] {
  return [
    ...responseTimeouts.flatMap((seconds) => listed(checkOriginSetting("responseTimeoutSeconds", seconds))),
    ...listed(checkFailoverStatuses(failoverStatuses)),
    ...headers.flatMap(([name, value]) => listed(checkHeaderValue(name, value))),
  ];
}

/** Lambda@Edge's own form has the status as a string. Text in the other runtime is reported by its type. */
function numbers(status: readonly unknown[], takesText: boolean): number[] {
  return status.flatMap((one) =>
    typeof one === "number" || (takesText && typeof one === "string") ? [Number(one)] : [],
  );
}

function listed(diagnostic: Diagnostic | undefined): Diagnostic[] {
  return diagnostic === undefined ? [] : [diagnostic];
}
