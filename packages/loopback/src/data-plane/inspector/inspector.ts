import type { Readable } from "node:stream";
import { basePath, type Operation, openApi, safeHeaders } from "@featheredge/inspector/api";
import { splitTarget } from "../../request-target.ts";
import type { ViewerResponse } from "../9-answer/send-answer.ts";
import type { ViewerRequest } from "../base/viewer-request.ts";
import { type InspectorContext, InspectorFault } from "./context.ts";
import { streamEvents } from "./events.ts";
import { rejectionOf } from "./guard.ts";
import { maskFor } from "./masking/mask-texts.ts";
import { matchOperation } from "./match-operation.ts";
import { implementations } from "./operations.ts";

/** The largest request body that is read, in bytes. */
const largestBody = 1024 * 1024;

/** Answers a request to the inspector's host: the page, the OpenAPI document, or an operation of the API. */
export async function answerInspector(
  context: InspectorContext,
  viewer: ViewerRequest,
  response: ViewerResponse,
): Promise<void> {
  const { path, query } = splitTarget(viewer.url);
  try {
    const isApi = path === basePath || path.startsWith(`${basePath}/`);
    const rejection = rejectionOf(viewer, context.ports(), !isApi);
    if (rejection !== undefined) throw new InspectorFault(403, rejection);
    if (isApi) await answerApi(context, viewer, path.slice(basePath.length), query, response);
    else await answerFile(context, viewer.method, path, response);
  } catch (error) {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const isFault = error instanceof InspectorFault;
    if (!isFault) context.log(`The inspector failed at ${viewer.method} ${path}: ${(error as Error).message}`);
    const message = (error as Error).message;
    sendJson(response, isFault ? error.status : 500, { message });
  }
}

async function answerApi(
  context: InspectorContext,
  viewer: ViewerRequest,
  path: string,
  query: string,
  response: ViewerResponse,
): Promise<void> {
  if (path === "/events") {
    if (viewer.method !== "GET") throw new InspectorFault(405, `'${path}' does not take ${viewer.method}. Use GET.`);
    response.writeHead(200, { ...safeHeaders, "content-type": "text/event-stream" });
    streamEvents(context, response);
    return;
  }
  // HEAD is answered as GET; Node omits the body.
  const { name, operation, parameters } = matchOperation(viewer.method === "HEAD" ? "GET" : viewer.method, path);
  const input = {
    ...parsed(operation.path, parameters),
    ...parsed(operation.query, Object.fromEntries(new URLSearchParams(query))),
    ...(operation.body === undefined ? {} : parsed(operation.body, await readJson(viewer.body))),
  };
  const answer = await implementations[name](context, input as never);
  // Read after the operation, since the answer may have a secret of an edit that came meanwhile.
  const mask = await maskFor(context.project);
  sendJson(response, 200, mask(answer));
}

/** @throws {InspectorFault} that names each wrong member and the rule */
function parsed(schema: Operation["path"], value: unknown): Readonly<Record<string, unknown>> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `'${path.join(".")}': ${message}`,
  );
  throw new InspectorFault(400, `${issues.join("; ")}. /openapi.json describes the operation.`);
}

async function readJson(body: Readable | undefined): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestBody) throw new InspectorFault(413, `The body has more than ${largestBody} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString() || "{}");
  } catch {
    throw new InspectorFault(400, "The body is not valid JSON.");
  }
}

async function answerFile(
  context: InspectorContext,
  method: string,
  path: string,
  response: ViewerResponse,
): Promise<void> {
  if (method !== "GET" && method !== "HEAD")
    throw new InspectorFault(405, `'${path}' does not take ${method}. Use GET.`);
  if (path === "/openapi.json") {
    sendJson(response, 200, openApi());
    return;
  }
  const pages = await context.page?.();
  const file = pages?.get(path) ?? (path === "/" ? pages?.get("/index.html") : undefined);
  if (file === undefined) {
    const rest = pages === undefined ? "This loopback serves no page. " : "";
    throw new InspectorFault(
      404,
      `The inspector has no '${path}'. ${rest}Its API is at ${basePath}; /openapi.json describes it.`,
    );
  }
  response.writeHead(200, { ...safeHeaders, "content-type": file.type });
  response.end(file.body);
}

function sendJson(response: ViewerResponse, status: number, body: object): void {
  response.writeHead(status, { ...safeHeaders, "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
