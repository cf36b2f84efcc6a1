import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { inspectorHost } from "@featheredge/inspector/host";
import { readViewerRequest } from "./1-connection/read-viewer-request.ts";
import { sendAnswer, type ViewerResponse } from "./9-answer/send-answer.ts";
import type { Answer } from "./base/answer.ts";
import { discardBody } from "./base/body.ts";
import type { DataPlaneContext } from "./base/context.ts";
import type { ServedDistribution } from "./base/distribution.ts";
import { errorAnswer } from "./base/error-answer.ts";
import { isTooLarge } from "./base/header-limits.ts";
import { requestId } from "./base/request-id.ts";
import type { Spool } from "./base/spool.ts";
import type { RequestTrace } from "./base/trace.ts";
import type { ViewerRequest } from "./base/viewer-request.ts";
import { viaHeader } from "./http/connection-headers.ts";
import { hostName } from "./http/headers.ts";
import { serveDistribution } from "./serve-distribution.ts";

/** Answers one request of a viewer, or of the inspector. */
export async function handleRequest(
  context: DataPlaneContext,
  request: IncomingMessage | Http2ServerRequest,
  response: ViewerResponse,
  protocol: "http" | "https",
): Promise<void> {
  const began = performance.now();
  const viewer = readViewerRequest(request, protocol);
  if (!viewer.malformed && viewer.host.startsWith(inspectorHost) && hostName(viewer.host) === inspectorHost) {
    await context.inspect(viewer, response);
    drain(viewer.body);
    return;
  }
  const { method, host, url, headers } = viewer;
  const time = context.clock();
  const trace: RequestTrace = {
    id: requestId(),
    time,
    method,
    protocol,
    host,
    url,
    headers,
    httpVersion: viewer.httpVersion,
    clientIp: viewer.clientIp,
    simulated: viewer.simulated,
    hasBody: viewer.body !== undefined,
    stages: [],
    origin: [],
  };
  const held: Spool[] = [];
  const distribution = viewer.malformed ? undefined : context.findDistribution(viewer);
  let answer: Answer;
  try {
    answer = await answerFor(context, distribution, viewer, trace, held);
  } catch (error) {
    const message = (error as Error).message;
    trace.note = message;
    context.log(`${method} ${host}${url}: ${message}`);
    answer = errorAnswer(500, message, trace.id, context.clock());
  }
  const firstByteMs = performance.now() - began;
  const via = distribution === undefined ? undefined : viaHeader(viewer.httpVersion, distribution.domainName);
  let sending: ReturnType<typeof sendAnswer>;
  try {
    sending = sendAnswer(response, answer, method, trace.id, via);
  } catch (error) {
    if (response.headersSent) throw error;
    // Node rejects headers that HTTP can't carry, such as one with a line break that a function returned.
    const { message } = error as Error;
    trace.note = message;
    context.log(`${method} ${host}${url}: ${message}`);
    discardBody(answer.body);
    answer = errorAnswer(502, "The response is not valid HTTP.", trace.id, context.clock());
    sending = sendAnswer(response, answer, method, trace.id, via);
  }
  const { headers: sentHeaders, bytes, aborted } = sending instanceof Promise ? await sending : sending;
  for (const spool of held) spool.release();
  const { status, xCache } = answer;
  trace.result = { status, xCache, headers: sentHeaders, bytes, aborted, durationMs: performance.now() - began };
  context.traces.add(trace);
  if (distribution !== undefined) {
    context.logRequest({ distribution, viewer, answer, trace, firstByteMs, endedAt: context.clock() });
  }
  drain(viewer.body);
}

/** Answers with an error if the request can't be served, otherwise through the stages. */
function answerFor(
  context: DataPlaneContext,
  distribution: ServedDistribution | undefined,
  viewer: ViewerRequest,
  trace: RequestTrace,
  held: Spool[],
): Promise<Answer> | Answer {
  const now = context.clock();
  if (viewer.malformed !== undefined) {
    const { status, message } = viewer.malformed;
    trace.note = message;
    return { ...errorAnswer(status, `Bad request: ${message}`, trace.id, now), close: true };
  }
  if (isTooLarge(viewer.url, viewer.headers)) {
    trace.note = "the request has over 20,480 bytes of headers, or its URL over 8,192";
    return { ...errorAnswer(413, "Request Entity Too Large", trace.id, now), close: true };
  }
  if (distribution === undefined) {
    trace.note = `no distribution has the host '${viewer.host}'`;
    return errorAnswer(403, `Bad request: ${trace.note}.`, trace.id, now);
  }
  return serveDistribution(context, distribution, viewer, trace, held);
}

/** Reads the rest of a request's body, so that the viewer's next request on the connection can be read. */
function drain(body: ViewerRequest["body"]): void {
  if (body === undefined || body.readableEnded) return;
  // If a function read only the beginning of the body, its remaining listener would keep the rest from flowing.
  body.removeAllListeners("readable");
  setImmediate(() => body.resume());
}
