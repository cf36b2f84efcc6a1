import { z } from "zod";

/** Headers in their order. Names may be repeated. Secret values are masked, as `src/api/masks.ts` describes. */
const headers = z.array(z.object({ name: z.string(), value: z.string() }));
export type Headers = z.output<typeof headers>;

/** A request as it is at one moment of its way. */
export const requestView = z.object({
  method: z.string(),
  /** The path, without the query. */
  uri: z.string(),
  /** Without `?`; empty if there is none. */
  querystring: z.string(),
  headers,
  /** Undefined if there is no body, or its length is not known. */
  bodyBytes: z.number().optional(),
});
export type RequestView = z.output<typeof requestView>;

/** A response as it is at one moment of its way. */
export const responseView = z.object({
  status: z.number(),
  statusText: z.string().optional(),
  headers,
  /** Undefined if its length is not known, or the body has not changed at this stage. */
  bodyBytes: z.number().optional(),
});
export type ResponseView = z.output<typeof responseView>;

/** The position of a line of the project: an environment's, or a handler's. */
export const sourcePosition = z.object({
  /** Relative to the project, with forward slashes. */
  file: z.string(),
  /** Counts from 1. */
  line: z.number().optional(),
  column: z.number().optional(),
  /** The key in an environment: `distributions.site.behaviors[0]`. */
  key: z.string().optional(),
});
export type SourcePosition = z.output<typeof sourcePosition>;

/** A sentence that explains something, with the line of the project and the page of AWS that it follows from. */
export const sentence = z.object({
  text: z.string(),
  source: sourcePosition.optional(),
  page: z.string().optional(),
});
export type Sentence = z.output<typeof sentence>;

/** The four events of a request at which functions run. */
export const edgeEvent = z.enum(["viewer-request", "origin-request", "origin-response", "viewer-response"]);
export const edgeRuntime = z.enum(["cloudfront-function", "lambda-at-edge"]);
