import { keyValueStoreQuotas } from "@featheredge/aws-rules";
import { invalid } from "../../shared/invalid.ts";
import { type Entries, totalBytes } from "./entries.ts";

/** @throws {CloudFrontError} `InvalidArgument` */
export function checkComment(comment: string | undefined): void {
  if ((comment ?? "").length > 128) invalid("The parameter Comment is longer than 128 characters.");
}

/** A rule that a change of a store's entries breaks. */
export interface EntriesProblem {
  readonly kind: "invalid" | "too-large";
  readonly message: string;
}

/**
 * The first rule that entries to put break; undefined when AWS accepts them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores
 */
export function problemOfPuts(puts: Entries): EntriesProblem | undefined {
  const { keyBytes, valueBytes } = keyValueStoreQuotas;
  for (const [key, value] of puts) {
    const [ofKey, ofValue] = [Buffer.byteLength(key), Buffer.byteLength(value)];
    if (ofKey === 0 || ofKey > keyBytes.value) {
      return { kind: "invalid", message: `The key '${key}' has ${ofKey} bytes; a key has 1 to ${keyBytes.value}.` };
    }
    if (ofValue > valueBytes.value) {
      return {
        kind: "invalid",
        message: `The value of '${key}' has ${ofValue} bytes; a value has ${valueBytes.value} at most.`,
      };
    }
  }
  return undefined;
}

/** The rule that a store with these entries breaks; undefined when AWS accepts it. */
export function problemOfStore(entries: Entries): EntriesProblem | undefined {
  const bytes = totalBytes(entries);
  const most = keyValueStoreQuotas.storeBytes.value;
  return bytes > most
    ? { kind: "too-large", message: `The store would hold ${bytes} bytes; it holds ${most} at most.` }
    : undefined;
}
