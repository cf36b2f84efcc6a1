import { timingSafeEqual } from "node:crypto";
import { request as httpRequest, type IncomingMessage, type RequestListener } from "node:http";
import { LoopbackError } from "../loopback-error.ts";
import type { Bucket } from "../moto/s3/bucket.ts";
import type { FoundObject, ObjectQuery } from "../moto/s3/find-objects.ts";
import type { Secret } from "../moto/secret.ts";
import { BodyTooLargeError, readBody } from "../read-body.ts";
import { splitTarget } from "../request-target.ts";
import type { RunControl } from "../runs/run-control.ts";

/** The host name of the control API, which the proxy answers in plain HTTP. */
export const controlHost = "loopback.localhost";

/** The functions that a loopback offers to other processes. */
export interface Controlled {
  ensureBucket(bucket: Bucket): Promise<void>;
  ensureSecret(secret: Secret): Promise<boolean>;
  findObjects(query: ObjectQuery): Promise<FoundObject[]>;
  /** @param client - The client whose hosts are replaced. */
  tunnel(hosts: readonly string[], client: string): void;
  readonly runs: RunControl;
}

/** Answers the control API, to processes that know the token. */
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
  "/runs/rename",
] as const;

/** The largest request body that is read, in bytes. */
const largestBody = 1024 * 1024;

/** Runs the request of a client. @returns the value to answer as JSON */
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
      const { stack, pid, agent } = JSON.parse(body);
      return controlled.runs.beginRun(stack, pid, agent);
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
    case "/runs/rename": {
      const { from, to } = JSON.parse(body);
      await controlled.runs.rename(from, to);
      return {};
    }
    default:
      throw new LoopbackError(`The loopback has no '${path}'. It has ${controlPaths.join(", ")}.`);
  }
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Undoing a run takes long, because all other writes are replayed. */
const timeoutMilliseconds = 120_000;

/**
 * Calls the control API of a running loopback.
 * @returns the JSON of its answer.
 * @throws {LoopbackError} when it does not answer, or answers with an error.
 */
export function askControl(
  running: { readonly proxyPort: number; readonly token: string },
  path: (typeof controlPaths)[number],
  value: object = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = httpRequest({
      host: "127.0.0.1",
      port: running.proxyPort,
      method: "POST",
      path: `http://${controlHost}${path}`,
      headers: { host: controlHost, authorization: `Bearer ${running.token}` },
      agent: false,
    });
    call.setTimeout(path === "/" ? 10_000 : timeoutMilliseconds, () => call.destroy(new Error("no answer in time")));
    call.once("error", (error) => reject(new LoopbackError(`The loopback does not answer: ${error.message}`)));
    call.once("response", async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      if (answer.statusCode === 200) {
        resolve(JSON.parse(text));
      } else {
        reject(new LoopbackError(messageIn(text)));
      }
    });
    call.end(JSON.stringify(value));
  });
}

function messageIn(text: string): string {
  try {
    return String(JSON.parse(text).message);
  } catch {
    return text;
  }
}
