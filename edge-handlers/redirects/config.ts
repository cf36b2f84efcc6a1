import { dynamicRecord } from "@featheredge/edge-sdk/config";
import { z } from "zod";
import { checkOrder } from "./check-order.ts";

const path = z
  .string()
  .regex(/^\/(?!\/)[!"$->@-~]*$/, "a path that begins with one '/', percent-encoded as on the wire");
const target = z
  .string()
  .regex(
    /^(\/(?!\/)|https?:\/\/[A-Za-z0-9.-]+(:\d+)?\/)[!-~]*$/,
    "a path that begins with one '/', or an http(s) URL with a path; percent-encoded as on the wire",
  );

/** 301 and 308 are permanent: browsers remember them. 307 and 308 keep method and body. */
const status = z.literal([301, 302, 307, 308]);
const query = z.enum(["keep", "drop"]);

/** One address in the KeyValueStore: a target alone is a 301 that keeps the query. */
const moved = z.union([target, z.strictObject({ to: target, status: status.optional(), query: query.optional() })]);

const rule = z
  .strictObject({
    /** One path, without its query. Either this or `prefix`. */
    exact: path.optional(),
    /** A folder; what follows it in the path follows `to`. */
    prefix: path.endsWith("/", "a prefix ends in '/', so that '/blog/' doesn't take '/blogger' with it").optional(),
    to: target,
    status: status.default(301),
    query: query.default("keep"),
  })
  .superRefine((value, context) => {
    const report = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    const { exact, prefix, to, query } = value;
    if ((exact === undefined) === (prefix === undefined)) {
      report("exact", "a rule has either 'exact', one path, or 'prefix', a folder: give one of them");
    }
    if (prefix !== undefined && !/^[^?#]*\/$/.test(to)) {
      report("to", "of a prefix ends in '/' and has no '?' or '#', since the rest of the path follows it");
    }
    if (query === "keep" && to.includes("#")) {
      report("to", "has a '#', after which no query can be kept: set query to 'drop' or remove the fragment");
    }
    if (to.split(/[?#]/)[0] === exact || (prefix !== undefined && to.startsWith(prefix))) {
      report("to", `'${to}' is redirected by this very rule, without end: choose a target outside it`);
    }
  });

/** Addresses that have moved. */
export const config = z.strictObject({
  /** Part of the function's code. The first that fits wins. */
  rules: z.array(rule).superRefine(checkOrder).default([]),
  /** Thousands more, by path, in the KeyValueStore, which is read when no rule fits. */
  moved: dynamicRecord(moved, { keys: path }).optional(),
});

export type Config = z.output<typeof config>;
export type Rule = Config["rules"][number];
export type Moved = z.output<typeof moved>;
