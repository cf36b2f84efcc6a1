import { sha256 } from "@featheredge/edge-sdk/crypto";

/**
 * Assigns a visitor to a variant. The same id gets the same variant as long as the weights stay, and over many visitors
 * the variants' shares approach the weights.
 *
 * @param weights from the store, which other tools write too: a value that is not a positive number counts as 0
 * @returns undefined when all weights are 0
 */
export function assign(
  id: string,
  experiment: string,
  variants: readonly string[],
  weights: Readonly<Record<string, unknown>>,
): string | undefined {
  const shares = variants.map((variant) => weightOf(weights, variant));
  const total = shares.reduce((sum, share) => sum + share, 0);
  // 32 bits of the hash, as a part of the whole.
  let point = (parseInt(sha256(`${experiment}:${id}`).slice(0, 8), 16) / 4_294_967_296) * total;
  const assigned = shares.findIndex((share) => {
    point -= share;
    return point < 0;
  });
  return variants[assigned];
}

/** The share of a variant; 0 when it has none. */
function weightOf(weights: Readonly<Record<string, unknown>>, variant: string): number {
  const weight = weights[variant];
  return typeof weight === "number" && weight > 0 ? weight : 0;
}
