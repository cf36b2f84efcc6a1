/** What a token's check comes to. Unavailable: the keys can't be had, so nothing is known about the token. */
export type Verdict =
  | { readonly kind: "valid"; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused" }
  | { readonly kind: "unavailable"; readonly reason: string };

/** What a token must say, whatever key signed it. */
export interface Expectations {
  readonly issuer: string;
  readonly audience: string;
  readonly clockToleranceSeconds: number;
}
