import { dynamic, dynamicRecord } from "@featheredge/edge-sdk/config";
import { z } from "zod";

export const config = z.strictObject({
  limit: dynamic(z.number()),
  names: dynamicRecord(z.string()),
});
export type Config = z.infer<typeof config>;
