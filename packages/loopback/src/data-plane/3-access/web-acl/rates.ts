/** AWS WAF counts requests of the last minutes again every ten seconds. */
const bucketMs = 10_000;
/** Addresses over this number are forgotten, the oldest first. */
const mostAddresses = 10_000;

/** Counts the requests of each address for one rate-based rule. */
export class Rates {
  readonly #counts = new Map<string, Map<number, number>>();

  /**
   * Counts a request.
   * @param windowSec the seconds that are looked back
   * @param now milliseconds since 1970
   * @returns the requests of the address in the window, this one included
   */
  count(address: string, windowSec: number, now: number): number {
    const bucket = Math.floor(now / bucketMs);
    const buckets = this.#counts.get(address) ?? new Map<number, number>();
    this.#counts.delete(address);
    this.#counts.set(address, buckets);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
    const oldest = bucket - Math.ceil((windowSec * 1000) / bucketMs);
    let total = 0;
    for (const [time, count] of buckets) {
      if (time <= oldest) buckets.delete(time);
      else total += count;
    }
    const [first] = this.#counts.keys();
    if (this.#counts.size > mostAddresses && first !== undefined) this.#counts.delete(first);
    return total;
  }
}
