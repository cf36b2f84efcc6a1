import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { ControlPlane } from "../control-plane/control-plane.ts";
import { answerError } from "../moto/answer-error.ts";
import { sendAwsError } from "../moto/aws-error.ts";
import type { MotoGateway } from "../moto/gateway.ts";
import { motoHeaders, withBody } from "../moto/request/request.ts";
import { readBody } from "../read-body.ts";
import { ServiceError } from "../service-error.ts";
import { athenaOperations } from "./athena/operations.ts";
import { budgetOperations } from "./budgets/operations.ts";
import type { Call, Operations } from "./call.ts";
import { kinesisOperations } from "./kinesis/operations.ts";
import { deliveryOperations } from "./logs/delivery-operations.ts";
import { queryDefinitionOperations } from "./logs/query-definitions.ts";
import { deliveryTagOperations } from "./logs/tags.ts";

export interface ServiceGapsOptions {
  /** Sends requests to moto. */
  readonly send: MotoGateway["send"];
  /** Opens the collections of an account. */
  readonly accountFor: ControlPlane["accountFor"];
  /** Called with one line for each failure. */
  readonly log: (line: string) => void;
}

/** The services by the prefix of `X-Amz-Target`. */
const services: Readonly<Record<string, Operations>> = {
  Logs_20140328: { ...deliveryOperations, ...queryDefinitionOperations, ...deliveryTagOperations },
  AWSBudgetServiceGateway: budgetOperations,
  AmazonAthena: athenaOperations,
  Kinesis_20131202: kinesisOperations,
};

/** The largest request body that is read, in bytes: a query of 256 KB with its parameters is much smaller. */
const largestBody = 1024 * 1024;

/**
 * Answers the operations of CloudWatch Logs, Athena, Kinesis and Budgets that moto 5.2.1 lacks, or that the data plane must know about.
 * Every other request is passed to `next`.
 */
export function fillServiceGaps(next: RequestListener, options: ServiceGapsOptions): RequestListener {
  return (request, response) => {
    const requested = operationOf(request);
    if (requested === undefined) return next(request, response);
    answer(requested, request, response, options).catch((error: Error) =>
      error instanceof ServiceError
        ? sendAwsError(request, response, error)
        : answerError(error, request, response, options.log),
    );
  };
}

interface RequestedOperation {
  readonly service: string;
  readonly operation: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** Finds an operation that is signed by an account of the loopback. Requests with keys that moto issued go to moto. */
function operationOf({ headers }: IncomingMessage): RequestedOperation | undefined {
  const [service = "", operation = ""] = String(headers["x-amz-target"]).split(".");
  if (!Object.hasOwn(services, service) || !Object.hasOwn(services[service] ?? {}, operation)) return undefined;
  const [, account, region] = /\bCredential=(\d{12})\/\d+\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  return account && region ? { service, operation, account, region } : undefined;
}

async function answer(
  { service, operation, account, region }: RequestedOperation,
  request: IncomingMessage,
  response: ServerResponse,
  { send, accountFor }: ServiceGapsOptions,
): Promise<void> {
  const body = await readBody(request, largestBody);
  const headers = motoHeaders(request);
  const toMoto = { method: "POST", path: request.url ?? "/", headers, body };
  const call: Call = {
    operation,
    input: inputOf(body),
    region,
    account: accountFor(account, request.headers["user-agent"]),
    async askMoto(name, input) {
      const asked = { ...toMoto, headers: withTarget(headers, `${service}.${name}`) };
      const answered = await send(withBody(asked, JSON.stringify(input)));
      const text = answered.body.toString();
      if (answered.status !== 200) throw motoError(answered.status, text);
      return text === "" ? {} : JSON.parse(text);
    },
  };
  const output = await services[service]?.[operation]?.(call);
  if (output === undefined) {
    const { status, statusMessage, headers: answered, body: text } = await send(toMoto);
    response.writeHead(status, statusMessage, [...answered]).end(text);
    return;
  }
  response
    .writeHead(200, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() })
    .end(JSON.stringify(output));
}

function inputOf(body: Buffer): Call["input"] {
  try {
    return JSON.parse(body.toString() || "{}");
  } catch {
    throw new ServiceError("SerializationException", "The body of the request is not valid JSON.");
  }
}

function withTarget(headers: readonly string[], target: string): string[] {
  const isTarget = (index: number) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === "x-amz-target";
  return headers.map((text, index) => (isTarget(index) ? target : text));
}

/** Reads moto's error, for the client; an answer that is not JSON becomes an internal error. */
function motoError(status: number, text: string): ServiceError {
  try {
    const { __type: type, message, Message } = JSON.parse(text);
    return new ServiceError(String(type), String(message ?? Message), status);
  } catch {
    return new ServiceError("InternalFailure", `moto answered ${status}: ${text.slice(0, 1000)}`, status);
  }
}
