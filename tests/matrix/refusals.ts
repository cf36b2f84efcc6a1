import type { EdgeRuntime } from "@featheredge/aws-rules";

/** Where a handler can't run, for some config at least, and what the compiler says of it. */
export const refusals: Readonly<Record<string, Partial<Record<EdgeRuntime, RegExp>>>> = {
  // Keys that are fetched, and secrets that are read from Parameter Store.
  "members-auth": { "cloudfront-function": /members-auth\/[a-z-]+\.ts:\d+ / },
  // A profile that is fetched.
  personalize: { "cloudfront-function": /personalize\/profile-api\.ts:\d+ uses fetch\(\)/ },
  // A private key that is read from Parameter Store, and RSA.
  "signed-cookie-issuer": { "cloudfront-function": /signed-cookie-issuer\/handler\.ts:\d+ reads a secret\(\)/ },
};
