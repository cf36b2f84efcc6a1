import { isPlainObject } from "../inline-config/literal.ts";

/** The key of a config that takes the most bytes of a function. */
export interface LargeConfig {
  /** The handler's index in its chain. */
  readonly handler: number;
  /** Below `config`: `rules`, `routes.paths`. */
  readonly key: string;
  /** Of its value, as JSON. */
  readonly bytes: number;
}

/**
 * The config without which a function that is too large would fit, if there is one.
 *
 * @param configs of the chain's handlers
 * @param code of the function, which lacks the values that no handler reads
 * @param excess bytes over the limit
 */
export function findLargeConfig(configs: readonly unknown[], code: string, excess: number): LargeConfig | undefined {
  const candidates = configs.flatMap((config, handler) => {
    const largest = isPlainObject(config) ? largestKey(config, code) : undefined;
    return largest === undefined ? [] : [{ handler, ...largest }];
  });
  const [largest] = candidates.sort((a, b) => b.bytes - a.bytes);
  return largest !== undefined && largest.bytes >= excess ? largest : undefined;
}

/** The largest key, or the one below it that has most of its bytes. */
function largestKey(config: Readonly<Record<string, unknown>>, code: string): Omit<LargeConfig, "handler"> | undefined {
  const sizes = Object.entries(config)
    .filter(([, value]) => isShipped(value, code))
    .map(([key, value]) => ({ key, value, bytes: Buffer.byteLength(JSON.stringify(value) ?? "") }));
  const [largest] = sizes.sort((a, b) => b.bytes - a.bytes);
  if (largest === undefined) return undefined;
  const { key, value, bytes } = largest;
  const inner = isPlainObject(value) ? largestKey(value, code) : undefined;
  // Entries of a record are about as large as each other; a setting that has most of the bytes is the one to move.
  return inner !== undefined && inner.bytes > 0.6 * bytes
    ? { key: `${key}.${inner.key}`, bytes: inner.bytes }
    : { key, bytes };
}

/** True if the code has most of the texts of a value. */
function isShipped(value: unknown, code: string): boolean {
  const texts = textsOf(value);
  const shipped = texts.filter((text) => code.includes(JSON.stringify(text).slice(1, -1)) || !/^[ -~]*$/.test(text));
  const length = (all: readonly string[]) => all.reduce((sum, text) => sum + text.length, 0);
  return length(shipped) * 2 >= length(texts);
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isPlainObject(value) ? Object.entries(value).flatMap(([key, one]) => [key, ...textsOf(one)]) : [];
}
