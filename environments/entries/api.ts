import { z } from "zod";
import { pathInside } from "#modules/forms.ts";

/** An HTTP API: a Lambda function that distributions use as an origin, by `{ type: "api", api: "<key>" }`. */
export const api = z.strictObject({
  /** The TypeScript file that exports `handler`, relative to the repository: `apis/orders/handler.ts`. */
  source: pathInside("a file inside the repository, such as 'apis/orders/handler.ts'"),
  /** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  memoryMb: z.number().int().min(128).max(10_240).default(256),
  /** Seconds until Lambda ends a run. A distribution waits for its origin's `originReadTimeout` at most. */
  timeoutSeconds: z.number().int().min(1).max(900).default(10),
});
