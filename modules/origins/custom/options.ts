import { z } from "zod";
import { hostName } from "../../forms.ts";
import { originReadTimeout } from "../read-timeout.ts";

/** Any HTTP server with a public host name. */
export const customOriginOptions = z.strictObject({
  type: z.literal("custom"),
  domainName: hostName,
  originReadTimeout,
});
