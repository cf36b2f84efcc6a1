import type { Source } from "../sources.ts";

/** One of AWS's numbers, with the page to check it on. */
export interface Quota extends Source {
  readonly value: number;
  readonly unit: "B" | "MB" | "s" | "ms" | "%" | "characters" | "count" | "count/s";
  /** Set where sources disagree: what they say, and so what to check before relying on the value. */
  readonly unconfirmed?: string;
}

export type Quotas = Readonly<Record<string, Quota>>;
