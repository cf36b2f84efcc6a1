import { request as httpRequest } from "node:http";
import type { MotoAnswer, MotoRequest } from "../request/request.ts";
import { s3AddressOf } from "../s3/s3-address.ts";
import type { MotoAddress } from "../server/address.ts";
import type { Entry } from "./entry.ts";
import type { Journal } from "./journal.ts";

/**
 * Sends a journal's requests to a moto that holds nothing yet, one after the other. Those that were never heard of
 * again are settled by what moto answers now.
 * @param run - Sends one request as the write of that number.
 * @returns a line for every request that moto now answers otherwise.
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
      differing.push(`replaying ${entry.method} ${entry.path}: moto answered ${status}, and ${entry.status} at first`);
    }
  }
  return differing;
}

/** An S3 write whose condition was once met: what it was compared with may no longer be in the journal. */
export function repeatable({ status = 500 }: Entry, request: MotoRequest): MotoRequest {
  if (status >= 300 || s3AddressOf(request) === undefined) {
    return request;
  }
  const headers = request.headers.filter(
    (_, index) => !/^if-(none-)?match$/i.test(String(request.headers[index - (index % 2)])),
  );
  return { ...request, headers };
}

/** Seeds the random numbers that moto makes ids and secrets from. */
export function seed(moto: MotoAddress, number: number): Promise<void> {
  return askMotoApi(moto, "GET", `seed?a=${number}`);
}

/** Has moto forget everything. */
export function reset(moto: MotoAddress): Promise<void> {
  return askMotoApi(moto, "POST", "reset");
}

function askMotoApi(moto: MotoAddress, method: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
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
    asked.once("error", reject);
    asked.end();
  });
}
