import { z } from "zod";
import { name } from "../../forms.ts";
import { originReadTimeout } from "../read-timeout.ts";

/** An API of the environment: a Lambda function's URL, to which CloudFront signs each request. */
export const apiOriginOptions = z.strictObject({
  type: z.literal("api"),
  /** A key of the environment's `apis`. */
  api: name,
  originReadTimeout,
});
