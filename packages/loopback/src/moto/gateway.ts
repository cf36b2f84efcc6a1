import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { readBody } from "../read-body.ts";
import type { Runs } from "../runs/runs.ts";
import { type CertificateUsers, issueCertificates } from "./acm/certificates.ts";
import type { KnownCertificate } from "./acm/known-certificate.ts";
import { answerError } from "./answer-error.ts";
import { sendAwsError } from "./aws-error.ts";
import type { Entry } from "./journal/entry.ts";
import type { Change, Journal } from "./journal/journal.ts";
import { contentFirst, replay, reset, seed } from "./journal/replay.ts";
import { motoTarget } from "./request/moto-target.ts";
import { headerOf, type MotoAnswer, type MotoRequest, motoHeaders } from "./request/request.ts";
import { sendToMoto, streamToMoto } from "./request/send.ts";
import { contactOf, isWrite } from "./request/writes.ts";
import { keepRecords } from "./route53/records.ts";
import { keepBucketLogging } from "./s3/bucket-logging.ts";
import { askMoto, isCorrected } from "./s3/bucket-policy.ts";
import { s3HostOf } from "./s3/s3-address.ts";
import type { MotoAddress } from "./server/address.ts";
import { orEnded } from "./server/moto-ended.ts";
import { takeTurns } from "./turns.ts";

/** The only access to moto. */
export interface MotoGateway {
  /** Resolves when the part of the journal that fills buckets was replayed. Until then, every request waits. */
  readonly filled: Promise<void>;
  /** Resolves when the whole journal was replayed. Until then, only reads of S3 are answered; others wait. */
  readonly ready: Promise<void>;
  /** Lets moto answer a client's request. */
  readonly handle: RequestListener;
  /** Sends a request that the loopback makes. */
  send(request: MotoRequest): Promise<MotoAnswer>;
  /** Sends a write that a restart need not restore, such as a line of a log. */
  sendForNow(request: MotoRequest): Promise<MotoAnswer>;
  /** Changes the journal and replays it into an empty moto. Does nothing without a journal. */
  rewrite(change: Change): Promise<void>;
  /** Finds a certificate of ACM; undefined for one that no client requested or imported. */
  findCertificate(arn: string): KnownCertificate | undefined;
}

export interface GatewayOptions {
  /** An empty moto, which may still be starting. */
  readonly moto: MotoAddress | Promise<MotoAddress>;
  /** Resolves to a report, which is logged, when moto ends by itself. */
  readonly ended?: Promise<string> | undefined;
  /** The journal that keeps writes, so that moto's state survives a restart. */
  readonly journal?: Journal | undefined;
  /**
   * Stores data that a write needs outside moto, before the write is journaled or replayed.
   * @throws to reject the write, which then has no effect.
   */
  readonly prepare?: (request: MotoRequest) => Promise<void>;
  /** Called for every write that moto answered, also a replayed one, before the client gets the answer. */
  readonly written?: (request: MotoRequest) => void;
  /** Finds the run of Terraform that a request belongs to. Without it, all requests count as other programs'. */
  readonly makerOf?: Runs["makerOf"] | undefined;
  /** Finds the distributions that use a certificate of ACM, which then can't be deleted. Default: none does. */
  readonly certificateUsers?: CertificateUsers | undefined;
  /** Called with one line for each failure. */
  readonly log: (line: string) => void;
}

/**
 * Opens the access to an empty moto. The part of the journal that fills buckets is replayed first, if there is one, so that
 * their content can be served seconds earlier.
 */
export function openGateway(options: GatewayOptions): MotoGateway {
  const {
    ended,
    journal,
    log,
    prepare = async () => {},
    written = () => {},
    makerOf = () => undefined,
    certificateUsers = () => [],
  } = options;
  const moto = Promise.resolve(options.moto);
  const logging = keepBucketLogging(async (request) => askMoto(await moto, request));
  const certificates = issueCertificates(keepRecords(logging.ask), certificateUsers);
  const plain = async (request: MotoRequest) => {
    const answer = await certificates.ask(request);
    written(request);
    return answer;
  };
  const forget = () => {
    logging.forget();
    certificates.forget();
  };
  const access: MotoAccess =
    journal === undefined
      ? {
          isWrite,
          filled: moto.then(() => {}),
          ready: moto.then(() => {}),
          read: (_, work) => work(),
          write: async (request) => {
            await prepare(request);
            return plain(request);
          },
          rewrite: async () => {},
        }
      : journalled(journal, moto, { prepare, send: plain, makerOf, forget }, log);
  const send = (request: MotoRequest) =>
    access.isWrite(request) ? access.write(request) : access.read(request, () => certificates.ask(request));
  // One that never started is reported by its starter.
  ended?.then(log, () => {});
  // Each request that waits for them fails with them.
  for (const step of [access.filled, access.ready]) step.catch(() => {});
  return {
    filled: access.filled,
    ready: access.ready,
    send: (request) => orEnded(send(request), ended),
    rewrite: access.rewrite,
    findCertificate: certificates.find,
    sendForNow: (request) =>
      orEnded(
        access.read(request, async () => sendToMoto(await moto, request)),
        ended,
      ),
    handle(request, response) {
      orEnded(answer(request, response, { moto, access, send }), ended).catch((error: Error) =>
        answerError(error, request, response, log),
      );
    },
  };
}

/** Sends reads and writes to moto, in an order that the journal can replay. */
interface MotoAccess {
  readonly filled: Promise<void>;
  readonly ready: Promise<void>;
  isWrite(request: MotoRequest): boolean;
  read<T>(request: Pick<MotoRequest, "headers">, work: () => Promise<T>): Promise<T>;
  write(request: MotoRequest): Promise<MotoAnswer>;
  rewrite: MotoGateway["rewrite"];
}

/**
 * Sends writes one at a time and journals them. moto draws ids and secrets from one random number generator, which is
 * seeded before each write with the write's number in the journal, so that a replay draws the same ones. A write runs
 * alone, because reads may also draw random numbers.
 */
function journalled(
  journal: Journal,
  moto: Promise<MotoAddress>,
  {
    prepare,
    send,
    makerOf,
    forget,
  }: Required<Pick<GatewayOptions, "prepare">> &
    Pick<MotoGateway, "send"> &
    Pick<Runs, "makerOf"> & { readonly forget: () => void },
  log: (line: string) => void,
): MotoAccess {
  const turns = takeTurns();
  const contacted = new Set<string>();
  const isFirst = (request: MotoRequest) => {
    const contact = contactOf(request);
    return contact !== undefined && !contacted.has(contact);
  };
  const noteContact = (request: MotoRequest) => contacted.add(contactOf(request) ?? "");
  const run = async (number: number, request: MotoRequest) => {
    noteContact(request);
    await seed(await moto, number);
    return send(request);
  };
  const prepareAndRun = async (number: number, request: MotoRequest) => {
    await prepare(request);
    return run(number, request);
  };
  for (const entry of journal.entries) noteContact(journal.requestOf(entry));
  const { content, others } = contentFirst(journal.entries);
  const between = (number: number, request: MotoRequest) => turns.alone(() => prepareAndRun(number, request));
  const replayPart = async (entries: readonly Entry[], send: typeof prepareAndRun) => {
    await moto;
    (await replay(journal, entries, send)).forEach(log);
  };
  const filled = replayPart(content, prepareAndRun);
  const ready = filled.then(() => replayPart(others, between));
  const hasContent = content.length > 0;
  let isReady = false;
  ready.then(
    () => {
      isReady = true;
    },
    () => {},
  );
  const afterReplay = <T>(work: () => Promise<T>) => (isReady ? work() : ready.then(work));
  return {
    filled,
    ready,
    isWrite: (request) => isWrite(request) || isFirst(request),
    async read(request, work) {
      if (!isReady) await (hasContent && isS3(request) ? filled : ready);
      return turns.together(work);
    },
    write: (request) =>
      afterReplay(() =>
        turns.alone(async () => {
          // A run may have been cut short while its request waited for its turn. Then the request is rejected.
          const maker = isWrite(request) ? makerOf(headerOf(request, "user-agent")) : undefined;
          await prepare(request);
          const number = journal.begin(request, isFirst(request), maker);
          const answer = await run(number, request);
          journal.settle(number, answer.status);
          return answer;
        }),
      ),
    rewrite: (change) =>
      afterReplay(() =>
        turns.alone(async () => {
          journal.rewrite(change);
          await reset(await moto);
          forget();
          contacted.clear();
          (await replay(journal, journal.entries, prepareAndRun)).forEach(log);
        }),
      ),
  };
}

function isS3(request: Pick<MotoRequest, "headers">): boolean {
  return s3HostOf(headerOf(request, "host") ?? "") !== undefined;
}

const mebibyte = 1024 * 1024;

/**
 * The largest body of a request to S3, in bytes. S3 takes 5 GB; here moto and the journal hold objects in memory.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
 */
const largestObject = 512 * mebibyte;
/**
 * The largest body of a request to another service, in bytes: JSON that holds a Lambda function's zip file of 50 MB as
 * base64, and some more.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const largestInput = Math.ceil((50 * 4) / 3 + 1) * mebibyte;

/** Streams reads without a body. Other requests are read into memory, to be classified and journaled. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { moto, access, send }: { moto: Promise<MotoAddress>; access: MotoAccess; send: MotoGateway["send"] },
): Promise<void> {
  const head = { method: request.method ?? "GET", path: request.url ?? "/", headers: motoHeaders(request) };
  const target = motoTarget({ host: request.headers.host ?? "", path: head.path });
  if ("refused" in target) {
    sendAwsError(request, response, { status: 400, code: "InvalidURI", message: target.refused });
    return;
  }
  const isBare = ["GET", "HEAD", "OPTIONS"].includes(head.method) && !request.headers["transfer-encoding"];
  if (isBare && !isCorrected(head) && !access.isWrite({ ...head, body: Buffer.alloc(0) })) {
    return access.read(head, async () => streamToMoto(request, response, await moto));
  }
  const body = await readBody(request, isS3(head) ? largestObject : largestInput);
  const { status, statusMessage, headers, body: answered } = await send({ ...head, body });
  response.writeHead(status, statusMessage, [...headers]).end(answered);
}
