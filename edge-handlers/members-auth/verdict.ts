/** The result of a token's check. Unavailable: the keys can't be fetched, so nothing is known about the token. */
export type Verdict =
  | { readonly kind: "valid"; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused" }
  | { readonly kind: "unavailable"; readonly reason: string };

/** The claims that a token must have, whatever key signed it. */
export interface Expectations {
  readonly issuer: string;
  readonly audience: string;
  readonly clockToleranceSeconds: number;
}
