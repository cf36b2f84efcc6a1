import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { answerError } from "../answer-error.ts";
import type { MotoGateway } from "../gateway.ts";
import { motoHeaders } from "../request/request.ts";
import type { Zips } from "./zips.ts";

export interface CodeListenerOptions {
  readonly zips: Zips;
  readonly send: MotoGateway["send"];
  /** Called with one line for each failure. */
  readonly log: (line: string) => void;
}

/** `GetFunction`: moto names no location of code that was uploaded in the request. */
const getFunction = /^\/2015-03-31\/functions\/[^/?]+\/?(?:\?.*)?$/;

/** The host of the presigned URLs with which Lambda offers code. */
const tasksHost = /^awslambda-[a-z0-9-]+-tasks\.s3\.[a-z0-9-]+\.amazonaws\.com(?::\d+)?$/;

/**
 * Answers `GetFunction` with the location of the function's code, and serves the code there. All other requests are passed
 * to `next`.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
export function serveLambdaCode(next: RequestListener, { zips, send, log }: CodeListenerOptions): RequestListener {
  return (request, response) => {
    const { method, url = "/", headers } = request;
    const host = headers.host ?? "";
    if (method === "GET" && tasksHost.test(host)) return serveZip(url, zips, response);
    if (method !== "GET" || !/^lambda\./.test(host) || !getFunction.test(url)) return next(request, response);
    answer(request, response, { zips, send }).catch((error: Error) => answerError(error, request, response, log));
  };
}

/** @param url - `/snapshots/<SHA-256 in hex>.zip`, with the parameters of a signature */
function serveZip(url: string, zips: Zips, response: ServerResponse): void {
  const [, hex = ""] = /^\/snapshots\/([0-9a-f]{64})\.zip(?:\?.*)?$/.exec(url) ?? [];
  const zip = zips.read(Buffer.from(hex, "hex").toString("base64"));
  if (zip === undefined) response.writeHead(404).end();
  else response.writeHead(200, { "content-type": "application/zip", "content-length": zip.length }).end(zip);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { zips, send }: Omit<CodeListenerOptions, "log">,
): Promise<void> {
  request.resume();
  const { status, statusMessage, headers, body } = await send({
    method: "GET",
    path: request.url ?? "/",
    headers: motoHeaders(request),
    body: Buffer.alloc(0),
  });
  if (status !== 200) return void response.writeHead(status, statusMessage, [...headers]).end(body);
  const output = JSON.parse(body.toString());
  const { CodeSha256: sha256 = "", FunctionArn: arn = "" } = output.Configuration ?? {};
  const region = String(arn).split(":")[3];
  const hex = Buffer.from(sha256, "base64").toString("hex");
  const Location = `https://awslambda-${region}-tasks.s3.${region}.amazonaws.com/snapshots/${hex}.zip`;
  const code = zips.read(sha256) === undefined ? output.Code : { RepositoryType: "S3", Location };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ...output, Code: code }));
}
