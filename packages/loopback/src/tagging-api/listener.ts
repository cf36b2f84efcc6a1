import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { ControlPlane } from "../control-plane/control-plane.ts";
import { answerError } from "../moto/answer-error.ts";
import { sendAwsError } from "../moto/aws-error.ts";
import type { MotoGateway } from "../moto/gateway.ts";
import { motoHeaders, withBody } from "../moto/request/request.ts";
import { readBody } from "../read-body.ts";
import { ServiceError } from "../service-error.ts";
import { type Input, type OperationName, readInput } from "./input.ts";
import { isOperation, operations, type Parts } from "./operations.ts";

export interface TaggingOptions {
  /** Sends requests to moto. */
  readonly send: MotoGateway["send"];
  /** Opens CloudFront's resources. */
  readonly accountFor: ControlPlane["accountFor"];
  /** Called with one line for each failure. */
  readonly log: (line: string) => void;
}

/** The largest request body that is read, in bytes: the largest valid input, 100 ARNs of 1,011 characters, is much smaller. */
const largestBody = 1024 * 1024;

/**
 * Answers the Resource Groups Tagging API, so that it includes CloudFront's resources as well as moto's. Every other
 * request is passed to `next`.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html
 */
export function answerTagging(next: RequestListener, options: TaggingOptions): RequestListener {
  return (request, response) => {
    const call = callOf(request);
    if (call === undefined) return next(request, response);
    answer(call, request, response, options).catch((error: Error) =>
      error instanceof ServiceError
        ? sendAwsError(request, response, error)
        : answerError(error, request, response, options.log),
    );
  };
}

interface Call {
  readonly operation: OperationName;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** Reads an operation that is signed by an account of the loopback. Requests with keys that moto issued go to moto. */
function callOf({ headers }: IncomingMessage): Call | undefined {
  const [, operation = ""] = /^ResourceGroupsTaggingAPI_20170126\.(\w+)$/.exec(String(headers["x-amz-target"])) ?? [];
  const scope = /\bCredential=(\d{12})\/\d+\/([^/]+)\/tagging\/aws4_request/.exec(headers.authorization ?? "");
  const [, account, region] = scope ?? [];
  return isOperation(operation) && account && region ? { operation, account, region } : undefined;
}

async function answer(
  { operation, account, region }: Call,
  request: IncomingMessage,
  response: ServerResponse,
  { send, accountFor }: TaggingOptions,
): Promise<void> {
  const body = await readBody(request, largestBody);
  const headers = motoHeaders(request);
  const parts: Parts = {
    region,
    account: accountFor(account, request.headers["user-agent"]),
    async askMoto(name, input) {
      const call = { method: "POST", path: request.url ?? "/", headers: withTarget(headers, name), body };
      const answered = await send(withBody(call, JSON.stringify(input)));
      const text = answered.body.toString();
      if (answered.status !== 200) throw motoError(answered.status, text);
      return JSON.parse(text);
    },
  };
  const output = await run(operation, body.toString(), parts);
  response
    .writeHead(200, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() })
    .end(JSON.stringify(output));
}

function withTarget(headers: readonly string[], name: OperationName): string[] {
  const isTarget = (index: number) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === "x-amz-target";
  return headers.map((text, index) => (isTarget(index) ? `ResourceGroupsTaggingAPI_20170126.${name}` : text));
}

function run<Name extends OperationName>(name: Name, body: string, parts: Parts): Promise<object> {
  const operation: (input: Input<Name>, parts: Parts) => Promise<object> = operations[name];
  return operation(readInput(name, body), parts);
}

/** Reads moto's error, for the client; an answer that is not JSON becomes an internal error. */
function motoError(status: number, text: string): ServiceError {
  try {
    const { __type: type, message } = JSON.parse(text);
    return new ServiceError(String(type), String(message), status);
  } catch {
    return new ServiceError("InternalServiceException", `moto answered ${status}: ${text.slice(0, 1000)}`, status);
  }
}
