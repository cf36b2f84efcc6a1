import { request as httpRequest } from "node:http";
import type { MotoAnswer, MotoRequest } from "../request/request.ts";
import { s3AddressOf } from "../s3/s3-address.ts";
import type { MotoAddress } from "../server/address.ts";
import type { Entry } from "./entry.ts";
import type { Journal } from "./journal.ts";

/**
 * Sends a journal's requests to an empty moto, one after the other. A request without a status gets the one that moto
 * answers now.
 * @param run - Sends one request with the random numbers of that write.
 * @returns one line for every request that moto now answers differently.
 */
export async function replay(
  journal: Journal,
  run: (number: number, request: MotoRequest) => Promise<MotoAnswer>,
): Promise<string[]> {
  const differing: string[] = [];
  for (const entry of journal.entries) {
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
