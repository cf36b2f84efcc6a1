import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { streamToMoto } from "../proxy/forward.ts";
import { askMoto, isAboutPolicy } from "./bucket-policy.ts";
import type { Journal } from "./journal/journal.ts";
import { replay, seed } from "./journal/replay.ts";
import { type MotoAnswer, type MotoRequest, motoHeaders, sendToMoto } from "./request.ts";
import { takeTurns } from "./turns.ts";
import { contactOf, isWrite } from "./writes.ts";

/** The one way to moto. */
export interface MotoGateway {
  /** Answers a client's request by moto. */
  readonly handle: RequestListener;
  /** Sends a request of the loopback's own. */
  send(request: MotoRequest): Promise<MotoAnswer>;
  /** Sends a write that a restart need not give back, such as a line of a log. */
  sendForNow(request: MotoRequest): Promise<MotoAnswer>;
}

export interface GatewayOptions {
  /** moto's port on 127.0.0.1. */
  readonly port: number;
  /** Where writes are kept, so that moto's state outlives it. */
  readonly journal?: Journal | undefined;
  /** Told of every write that moto answered, before its client hears of it; of those that are replayed too. */
  readonly written?: (request: MotoRequest, answer: MotoAnswer) => Promise<void>;
  /** Told about failures, one line each. */
  readonly log: (line: string) => void;
}

/** Opens the way to a moto that holds nothing yet, and first replays the journal where there is one. */
export async function openGateway(options: GatewayOptions): Promise<MotoGateway> {
  const { port, journal, log, written = async () => {} } = options;
  const plain = async (request: MotoRequest) => {
    const answer = await askMoto(port, request);
    await written(request, answer);
    return answer;
  };
  const road: Road =
    journal === undefined
      ? { isWrite, read: (work) => work(), write: plain }
      : await journalled(journal, port, plain, log);
  const send = (request: MotoRequest) =>
    road.isWrite(request) ? road.write(request) : road.read(() => askMoto(port, request));
  return {
    send,
    sendForNow: (request) => road.read(() => sendToMoto(port, request)),
    handle(request, response) {
      answer(request, response, { port, road, send }).catch((error: Error) => {
        log(`moto did not answer for ${request.headers.host}: ${error.message}`);
        if (response.headersSent) {
          response.destroy();
        } else {
          response.writeHead(502, { "content-type": "text/plain" }).end(`moto did not answer: ${error.message}\n`);
        }
      });
    },
  };
}

/** How reads and writes go. */
interface Road {
  isWrite(request: MotoRequest): boolean;
  read<T>(work: () => Promise<T>): Promise<T>;
  write(request: MotoRequest): Promise<MotoAnswer>;
}

/**
 * moto draws ids and secrets from one stream of random numbers. It is seeded before each write, with the number that
 * the journal gave it, and a write runs alone, since reads may draw from the stream too.
 */
async function journalled(
  journal: Journal,
  port: number,
  send: (request: MotoRequest) => Promise<MotoAnswer>,
  log: (line: string) => void,
): Promise<Road> {
  const turns = takeTurns();
  const met = new Set<string>();
  const isFirst = (request: MotoRequest) => {
    const contact = contactOf(request);
    return contact !== undefined && !met.has(contact);
  };
  const meet = (request: MotoRequest) => met.add(contactOf(request) ?? "");
  const run = async (number: number, request: MotoRequest) => {
    meet(request);
    await seed(port, number);
    return send(request);
  };
  for (const line of await replay(journal, run)) {
    log(line);
  }
  return {
    isWrite: (request) => isWrite(request) || isFirst(request),
    read: turns.together,
    write: (request) =>
      turns.alone(async () => {
        const number = await journal.begin(request, isFirst(request));
        const answer = await run(number, request);
        await journal.settle(number, answer.status);
        return answer;
      }),
  };
}

/** Reads without a body are streamed; all else is taken in first, to be told apart and written down. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { port, road, send }: { port: number; road: Road; send: MotoGateway["send"] },
): Promise<void> {
  const head = { method: request.method ?? "GET", path: request.url ?? "/", headers: motoHeaders(request) };
  const isBare = ["GET", "HEAD", "OPTIONS"].includes(head.method) && !request.headers["transfer-encoding"];
  if (isBare && !isAboutPolicy(head) && !road.isWrite({ ...head, body: Buffer.alloc(0) })) {
    return road.read(() => streamToMoto(request, response, port));
  }
  const body = Buffer.concat(await request.toArray());
  const { status, statusMessage, headers, body: answered } = await send({ ...head, body });
  response.writeHead(status, statusMessage, [...headers]).end(answered);
}
