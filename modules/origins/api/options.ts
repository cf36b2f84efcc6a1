import { z } from "zod";
import { name } from "../../forms.ts";
import { functionUrlSettings } from "../function-url/options.ts";

/** An API of the environment: the origin is the URL of its Lambda function, to which CloudFront signs each request. */
export const apiOriginOptions = z.strictObject({
  type: z.literal("api"),
  /** A key of the environment's `apis`. */
  api: name,
  ...functionUrlSettings,
});
