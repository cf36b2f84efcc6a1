import { z } from "zod";
import { sentence } from "./http.ts";
import { stage } from "./stages.ts";

/** Kinds of viewers, as CloudFront distinguishes them by their user agent. */
const device = z.enum(["desktop", "mobile", "tablet", "smarttv"]);
export type Device = z.output<typeof device>;

/** The cache's part in an answer. `none`: the request did not reach the cache, such as one that a function answered. */
const outcome = z.enum(["hit", "miss", "refresh", "stale", "not-cacheable", "none"]);
export type Outcome = z.output<typeof outcome>;

/** One request in the list. */
export const requestSummary = z.object({
  /** The `X-Amz-Cf-Id` of the answer. */
  id: z.string(),
  /** Milliseconds since 1970. */
  time: z.number(),
  method: z.string(),
  protocol: z.enum(["http", "https"]),
  host: z.string(),
  /** Path and query. Secret values in the query are masked. */
  path: z.string(),
  /** Undefined if no distribution has the host. */
  distribution: z.object({ id: z.string(), domainName: z.string(), name: z.string() }).optional(),
  /** The behavior's position, from 0, or `default`; undefined if no behavior was chosen. */
  behavior: z.object({ index: z.union([z.number(), z.literal("default")]), pathPattern: z.string() }).optional(),
  /** Two letters; undefined if the viewer's address belongs to no country, as 127.0.0.1. */
  country: z.string().optional(),
  device,
  /** The viewer's address, perhaps a simulated one. */
  address: z.string(),
  status: z.number(),
  outcome,
  /** The answer's `X-Cache`. */
  xCache: z.string(),
  /** Bytes of the body that were sent. */
  bytes: z.number(),
  durationMs: z.number(),
  /** Names of functions that ran and failed. */
  failures: z.array(z.string()),
  /** Names of functions and KeyValueStores that were ahead of Terraform when the request was answered. */
  ahead: z.array(z.string()),
});
export type RequestSummary = z.output<typeof requestSummary>;

/** One request with its stages. */
export const requestDetail = requestSummary.extend({
  /** In the order in which the request passed them. */
  stages: z.array(stage),
  /** Why the request got its answer, in the order of the stages. */
  why: z.array(sentence),
  /** False if the request had a body, which traces don't keep: it can be sent again with another body only. */
  canSendAgain: z.boolean(),
});
export type RequestDetail = z.output<typeof requestDetail>;

/** The viewer whom a sent request simulates. `null` simulates none, also if the request that it repeats did. */
const simulatedViewer = z.strictObject({
  /** Two letters. `null`: that of the address, if it has one. */
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, "a country has two letters, such as DE")
    .nullish(),
  /** `null`: that of the User-Agent. */
  device: device.nullish(),
  /** The value of Accept-Language, such as `de-CH, de;q=0.9`; replaces the header. `null` removes it. */
  language: z.string().nullish(),
  /** An IP address, perhaps with a port. `null`: 127.0.0.1. */
  address: z.string().nullish(),
});
export type SimulatedViewer = z.output<typeof simulatedViewer>;

/** A request to send through a distribution. */
export const requestToSend = z.strictObject({
  /**
   * The id of a kept request that this one repeats. Omitted members are taken from it, and so are the values of headers
   * and of query parameters that are masks.
   */
  from: z.string().optional(),
  /** The id, domain name, alias or comment of a distribution. Required without `from` and `host`. */
  distribution: z.string().optional(),
  /**
   * The Host header, such as an alias, or `localhost:8080`. It must lead to the `distribution`, if both are given. A port
   * of the loopback is replaced by that of the protocol.
   * @default the domain name of `distribution`, or the host of `from`
   */
  host: z
    .string()
    .regex(
      /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i,
      "a host is a name, perhaps with a port, as www.example.com:8080",
    )
    .optional(),
  /** @default that of `from`, or `https` */
  protocol: z.enum(["http", "https"]).optional(),
  /** @default `GET` */
  method: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a method is a token, such as GET")
    .optional(),
  /** Path and query, which begins with `/`. Required without `from`. */
  path: z
    .string()
    .regex(/^\/[^\s]*$/, "a path begins with '/' and has no spaces")
    .optional(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  body: z.string().optional(),
  viewer: simulatedViewer.optional(),
});
export type RequestToSend = z.output<typeof requestToSend>;

/** The answer to a sent request. */
export const sentAnswer = z.object({
  /** The id by which the request can be read. */
  id: z.string(),
  status: z.number(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The body, if it is text. */
  body: z.string().optional(),
  bytes: z.number(),
  /** True if the body is longer than the text. */
  cut: z.boolean(),
});
export type SentAnswer = z.output<typeof sentAnswer>;

/** A test that repeats a request. */
export const requestTest = z.object({
  /** Where it belongs, relative to the project. */
  file: z.string(),
  text: z.string(),
  /** How to run it. */
  command: z.string(),
});
export type RequestTest = z.output<typeof requestTest>;
