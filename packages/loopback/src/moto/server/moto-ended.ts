import { setTimeout as delay } from "node:timers/promises";

/** moto has ended. This was reported once; the message describes the fix. */
export class MotoEndedError extends Error {
  override readonly name = "MotoEndedError";
}

/** The errors of connections whose server has ended. */
const connectionErrors = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE"]);

/** How long after its connections the end of a process is noticed, in milliseconds. */
const noticedWithinMs = 1_000;

/**
 * Waits for work that needs moto.
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
