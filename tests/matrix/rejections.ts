import type { EdgeRuntime } from "@featheredge/aws-rules";

/** Handlers that can't run in a runtime with some config, and the compiler's error. */
export const rejections: Readonly<Record<string, Partial<Record<EdgeRuntime, RegExp>>>> = {
  // It fetches keys, and reads secrets from Parameter Store.
  "members-auth": { "cloudfront-function": /members-auth\/[a-z-]+\.ts:\d+ / },
  // It fetches a profile.
  personalize: { "cloudfront-function": /personalize\/profile-api\.ts:\d+ uses fetch\(\)/ },
  // It reads a private key from Parameter Store, and uses RSA.
  "signed-cookie-issuer": { "cloudfront-function": /signed-cookie-issuer\/handler\.ts:\d+ reads a secret\(\)/ },
};
