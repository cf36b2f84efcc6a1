import { timingSafeEqual } from "node:crypto";
import { request as httpRequest, type IncomingMessage, type RequestListener } from "node:http";
import { LoopbackError } from "../loopback-error.ts";
import type { Bucket } from "../moto/s3/bucket.ts";
import type { FoundObject, ObjectQuery } from "../moto/s3/find-objects.ts";
import type { Secret } from "../moto/secret.ts";
import { BodyTooLargeError, readBody } from "../read-body.ts";
import { splitTarget } from "../request-target.ts";
import type { RunControl } from "../runs/run-control.ts";

/** The host by which the proxy itself is asked, in plain HTTP. */
export const controlHost = "loopback.localhost";

/** What a loopback does for other processes. */
export interface Controlled {
  ensureBucket(bucket: Bucket): Promise<void>;
  ensureSecret(secret: Secret): Promise<boolean>;
  findObjects(query: ObjectQuery): Promise<FoundObject[]>;
  /** @param client - Each client's hosts are its own to replace. */
  tunnel(hosts: readonly string[], client: string): void;
  readonly runs: RunControl;
}

/** Answers other processes that know the token. */
export function controlListener(token: string, controlled: Controlled): RequestListener {
  return (request, response) => {
    const finish = (status: number, value: object) => {
      response.writeHead(status, { "content-type": "application/json", connection: "close" });
      response.end(JSON.stringify(value));
    };
    if (!equal(request.headers.authorization ?? "", `Bearer ${token}`)) {
      request.resume();
      finish(403, { message: "The loopback's token is in the running.json of its directory." });
      return;
    }
    perform(request, controlled).then(
      (answer) => finish(200, answer),
      (error: Error) => finish(statusOf(error), { message: error.message }),
    );
  };
}

function statusOf(error: Error): number {
  if (error instanceof BodyTooLargeError) return 413;
  return error instanceof LoopbackError || error instanceof SyntaxError ? 400 : 500;
}

const controlPaths = [
  "/",
  "/buckets",
  "/objects",
  "/secrets",
  "/tunnel",
  "/runs/begin",
  "/runs/end",
  "/runs/has-made",
  "/runs/remove-made",
] as const;

/** The largest body that is read, in bytes. */
const largestBody = 1024 * 1024;

/** @returns what to answer with, as JSON */
async function perform(request: IncomingMessage, controlled: Controlled): Promise<object> {
  const { path } = splitTarget(request.url ?? "/");
  const body = (await readBody(request, largestBody)).toString();
  switch (path) {
    case "/":
      return {};
    case "/buckets":
      await controlled.ensureBucket(JSON.parse(body));
      return {};
    case "/secrets":
      return { put: await controlled.ensureSecret(JSON.parse(body)) };
    case "/objects":
      return { objects: await controlled.findObjects(JSON.parse(body)) };
    case "/tunnel": {
      const { hosts, client } = JSON.parse(body);
      controlled.tunnel(hosts, client);
      return {};
    }
    case "/runs/begin": {
      const { stack, pid } = JSON.parse(body);
      return controlled.runs.beginRun(stack, pid);
    }
    case "/runs/end": {
      const { id, end } = JSON.parse(body);
      await controlled.runs.endRun(id, end);
      return {};
    }
    case "/runs/has-made":
      return { made: await controlled.runs.hasMade(JSON.parse(body).stack) };
    case "/runs/remove-made":
      await controlled.runs.removeMade(JSON.parse(body).stack);
      return {};
    default:
      throw new LoopbackError(`The loopback has no '${path}'. It has ${controlPaths.join(", ")}.`);
  }
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A loopback that undoes a run replays all its writes. */
const patienceMilliseconds = 120_000;

/**
 * Asks a running loopback to do something.
 * @throws {LoopbackError} when it does not answer, or says no.
 */
export function askControl(
  running: { readonly proxyPort: number; readonly token: string },
  path: (typeof controlPaths)[number],
  value: object = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({
      host: "127.0.0.1",
      port: running.proxyPort,
      method: "POST",
      path: `http://${controlHost}${path}`,
      headers: { host: controlHost, authorization: `Bearer ${running.token}` },
      agent: false,
    });
    asked.setTimeout(path === "/" ? 10_000 : patienceMilliseconds, () => asked.destroy(new Error("no answer in time")));
    asked.once("error", (error) => reject(new LoopbackError(`The loopback does not answer: ${error.message}`)));
    asked.once("response", async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      if (answer.statusCode === 200) {
        resolve(JSON.parse(text));
      } else {
        reject(new LoopbackError(messageIn(text)));
      }
    });
    asked.end(JSON.stringify(value));
  });
}

function messageIn(text: string): string {
  try {
    return String(JSON.parse(text).message);
  } catch {
    return text;
  }
}
