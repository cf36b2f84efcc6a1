import {
  checkFailoverStatuses,
  checkGeneratedResponse,
  checkHeaderChange,
  checkHeaderValue,
  checkOriginSetting,
  checkReplacedBody,
  checkStatusChange,
  checkStatusType,
  checkUri,
  type EdgeEvent,
  type EdgeRuntime,
  isForbiddenHeader,
  isReadOnlyHeader,
  type Violation,
} from "@featheredge/aws-rules";
import type { Write } from "./find.ts";
import type { OriginWrite } from "./origins.ts";
import type { Subject } from "./subjects.ts";

/** What CloudFront would answer 502 to of what a source writes, where it runs. */
export function checkWrite(write: Write, runtime: EdgeRuntime, event: EdgeEvent): Violation[] {
  switch (write.kind) {
    case "header":
      return checkHeader(write, event);
    case "status":
      return checkStatus(write, runtime, event);
    case "uri":
      return event.endsWith("request") && write.of.some((subject) => isOfEvent(subject, event))
        ? listed(checkUri(write.uri))
        : [];
    case "generated":
      return checkGenerated(write, runtime, event);
    case "origin":
      return checkOrigin(write);
    case "request-body":
      return runtime === "lambda-at-edge" ? listed(checkReplacedBody(event, write.encoding, write.bytes)) : [];
  }
}

/** Whether a change to a subject is one to what the event hands on, rather than to what it only shows. */
function isOfEvent(subject: Subject, event: EdgeEvent): boolean {
  return subject === "handed" || event.endsWith(subject);
}

/**
 * To delete a header that CloudFront does not show does nothing. A response that the function makes at a request event
 * has no read-only headers: those are the request's.
 */
function checkHeader({ name, isDeleted, of }: Extract<Write, { kind: "header" }>, event: EdgeEvent): Violation[] {
  const isChanged = of.some((subject) => isOfEvent(subject, event)) && isReadOnlyHeader(event, name);
  const isAdded = !isDeleted && isForbiddenHeader(name) && of.some((one) => one !== "request" || isOfEvent(one, event));
  return isChanged || isAdded ? listed(checkHeaderChange(event, name)) : [];
}

function checkStatus(
  { status, of }: Extract<Write, { kind: "status" }>,
  runtime: EdgeRuntime,
  event: EdgeEvent,
): Violation[] {
  const isEvents = event.endsWith("response") && of.some((subject) => isOfEvent(subject, event));
  return [
    ...(isEvents ? listed(checkStatusChange(runtime, event)) : []),
    ...numbers(status).flatMap((one) => checkGeneratedResponse(runtime, event, { status: one })),
  ];
}

/** A native CloudFront Function may give a body with any status, as far as AWS says. */
function checkGenerated(
  { status, bodies, isNative }: Extract<Write, { kind: "generated" }>,
  runtime: EdgeRuntime,
  event: EdgeEvent,
): Violation[] {
  const isLambdas = isNative && runtime === "lambda-at-edge";
  const sizes = isNative && !isLambdas ? [] : bodies.map((body) => Buffer.byteLength(body));
  const [bodyBytes] = sizes.sort((a, b) => b - a);
  const all = numbers(status);
  return [
    ...(isLambdas ? status.flatMap((one) => listed(checkStatusType(one))) : []),
    ...(all.length === 0 ? [undefined] : all).flatMap((one) =>
      checkGeneratedResponse(runtime, event, { status: one, bodyBytes }),
    ),
  ];
}

function checkOrigin({ responseTimeouts, failoverStatuses, headers }: OriginWrite): Violation[] {
  return [
    ...responseTimeouts.flatMap((seconds) => listed(checkOriginSetting("responseTimeoutSeconds", seconds))),
    ...listed(checkFailoverStatuses(failoverStatuses)),
    ...headers.flatMap(([name, value]) => listed(checkHeaderValue(name, value))),
  ];
}

/** Lambda@Edge's own form has the status as a string. */
function numbers(status: readonly unknown[]): number[] {
  return status.flatMap((one) => (typeof one === "number" || typeof one === "string" ? [Number(one)] : []));
}

function listed(violation: Violation | undefined): Violation[] {
  return violation === undefined ? [] : [violation];
}
