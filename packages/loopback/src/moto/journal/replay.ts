import { request as httpRequest } from "node:http";
import { headerOf, type MotoAnswer, type MotoRequest } from "../request/request.ts";
import { s3AddressOf } from "../s3/s3-address.ts";
import type { MotoAddress } from "../server/address.ts";
import type { Entry } from "./entry.ts";
import type { Journal } from "./journal.ts";

/**
 * Sends requests of a journal to an empty moto, one after the other. A request without a status gets the one that moto
 * answers now.
 * @param entries - Of the journal.
 * @param run - Sends one request with the random numbers of that write.
 * @returns one line for every request that moto now answers differently.
 */
export async function replay(
  journal: Journal,
  entries: readonly Entry[],
  run: (number: number, request: MotoRequest) => Promise<MotoAnswer>,
): Promise<string[]> {
  const differing: string[] = [];
  for (const entry of entries) {
    if (entry.waitsFor !== undefined) continue;
    const { status } = await run(entry.number, repeatable(entry, journal.requestOf(entry)));
    if (entry.status === undefined) {
      journal.settle(entry.number, status);
    } else if (Math.floor(status / 100) !== Math.floor(entry.status / 100)) {
      differing.push(`replaying ${entry.method} ${entry.path}: moto answered ${status}, and ${entry.status} before`);
    }
  }
  return differing;
}

/** Subresources of buckets that refer to other services. */
const reaching = ["inventory", "notification", "replication"];

/**
 * Divides a journal into the requests to S3, unless one of them needs another service, and all others. Each part keeps its
 * order. Each request has its own random numbers, so that those of one part may come before those of the other.
 */
export function contentFirst(entries: readonly Entry[]): { readonly content: Entry[]; readonly others: Entry[] } {
  const needsOthers = (entry: Entry) => {
    const query = s3AddressOf(entry)?.query;
    const isKms = headerOf(entry, "x-amz-server-side-encryption")?.startsWith("aws:") === true;
    return isKms || (query !== undefined && reaching.some((name) => query.has(name)));
  };
  if (entries.some(needsOthers)) return { content: [], others: [...entries] };
  const isContent = (entry: Entry) => s3AddressOf(entry) !== undefined;
  return { content: entries.filter(isContent), others: entries.filter((entry) => !isContent(entry)) };
}

/** Removes the condition of a successful S3 write, since the object in the condition may no longer be in the journal. */
export function repeatable({ status = 500 }: Entry, request: MotoRequest): MotoRequest {
  if (status >= 300 || s3AddressOf(request) === undefined) {
    return request;
  }
  const headers = request.headers.filter(
    (_, index) => !/^if-(none-)?match$/i.test(String(request.headers[index - (index % 2)])),
  );
  return { ...request, headers };
}

/** Sets the seed of the random numbers from which moto makes ids and secrets. */
export function seed(moto: MotoAddress, number: number): Promise<void> {
  return callMotoApi(moto, "GET", `seed?a=${number}`);
}

/** Empties moto. */
export function reset(moto: MotoAddress): Promise<void> {
  return callMotoApi(moto, "POST", "reset");
}

function callMotoApi(moto: MotoAddress, method: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      {
        ...moto.connect,
        method,
        headers: ["Host", "motoapi.amazonaws.com", "Content-Length", "0", ...moto.headers],
        path: `/moto-api/${path}`,
        agent: false,
      },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve());
      },
    );
    call.once("error", reject);
    call.end();
  });
}
