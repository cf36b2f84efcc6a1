import type { Origin } from "./types.ts";

/**
 * The event of CloudFront Functions, as far as the SDK reads it. Events of Lambda@Edge are converted to this form, too, so
 * that both runtimes run the same code: it is called the neutral form.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export interface NativeEvent {
  readonly context?: { readonly requestId?: string } | undefined;
  readonly viewer: { readonly ip: string };
  /** Set where the runtime itself has no functions that choose origins. */
  readonly origin?: Origin;
  request: NativeRequest;
  response?: NativeResponse;
}

export interface NativeRequest {
  readonly method: string;
  uri: string;
  querystring: NativeFields;
  headers: NativeFields;
  cookies: NativeFields;
  /** In Lambda@Edge: as text. */
  body?: string | undefined;
  /** In Lambda@Edge: true if the request's body is longer. */
  readonly bodyTruncated?: boolean | undefined;
}

export interface NativeResponse {
  statusCode: number;
  statusDescription?: string;
  headers: NativeFields;
  cookies: NativeFields;
  body?: string;
}

/** Headers, query parameters or cookies by name. */
export type NativeFields = Record<string, NativeField>;

/** CloudFront reads `multiValue` before `value`, so a changed field is always written again as a whole. */
export interface NativeField {
  value: string;
  /** Of a cookie in a response. */
  attributes?: string;
  multiValue?: NativeField[];
}
