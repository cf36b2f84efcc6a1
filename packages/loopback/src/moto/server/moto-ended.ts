import { setTimeout as delay } from "node:timers/promises";

/** moto has ended, which was reported once; the message says what to do. */
export class MotoEndedError extends Error {
  override readonly name = "MotoEndedError";
}

/** What a connection fails with when its server has ended. */
const connectionErrors = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE"]);

/** The end of a process is noticed somewhat later than that of its connections. */
const noticedWithinMs = 1_000;

/**
 * Waits for work that moto does.
 * @param ended - Resolves to a report when moto ends.
 * @throws {MotoEndedError} with that report when the work failed because moto has ended.
 */
export async function orEnded<T>(work: Promise<T>, ended: Promise<string> | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (ended === undefined || !connectionErrors.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    const report = await Promise.race([ended, delay(noticedWithinMs)]);
    throw report === undefined ? error : new MotoEndedError(report);
  }
}
