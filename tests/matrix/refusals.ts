import type { EdgeRuntime } from "@featheredge/aws-rules";

/** Where a handler can't run, for some config at least, and what the compiler says of it. */
export const refusals: Readonly<Record<string, Partial<Record<EdgeRuntime, RegExp>>>> = {
  "members-auth": { "cloudfront-function": /members-auth\/[a-z-]+\.ts:\d+ / },
};
