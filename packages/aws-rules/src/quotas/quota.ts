/** One of AWS's numbers, with the page to check it on. */
export interface Quota {
  readonly value: number;
  readonly unit: "B" | "MB" | "s" | "ms" | "%" | "characters" | "count" | "count/s";
  readonly page: string;
  /** Set where sources disagree: what they say, and so what to check before relying on the value. */
  readonly unconfirmed?: string;
}

export type Quotas = Readonly<Record<string, Quota>>;

/**
 * The same quotas with other values, for an account whose quotas AWS has raised, or where AWS's page says otherwise.
 *
 * @throws RangeError when a value is not a positive number
 */
export function withQuotas<Q extends Quotas>(quotas: Q, values: { readonly [K in keyof Q]?: number }): Q {
  const changed: Record<string, Quota> = { ...quotas };
  for (const [name, value] of Object.entries(values)) {
    const quota = quotas[name];
    if (quota === undefined || value === undefined) continue;
    if (!(value > 0)) throw new RangeError(`The quota '${name}' is ${value}; it must be above 0. See ${quota.page}`);
    const { unconfirmed: _, ...confirmed } = quota;
    changed[name] = { ...confirmed, value };
  }
  return changed as Q;
}
