/**
 * The events of Lambda@Edge, as far as the SDK reads them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export interface LambdaEvent {
  readonly Records: readonly [{ readonly cf: LambdaRecord }, ...unknown[]];
}

interface LambdaRecord {
  readonly config?: { readonly requestId?: string };
  readonly request: LambdaRequest;
  readonly response?: LambdaResponse;
}

export interface LambdaRequest {
  readonly clientIp: string;
  readonly method: string;
  uri: string;
  /** Without `?`; empty when there is none. */
  querystring: string;
  headers: LambdaHeaders;
  /** Set if the behavior includes the body. `action` is `read-only`, or `replace` if the function replaced it. */
  body?: {
    readonly action?: "read-only" | "replace";
    readonly inputTruncated?: boolean;
    readonly data: string;
    readonly encoding: "base64" | "text";
  };
  /** At origin events: one of the two. */
  readonly origin?: LambdaOrigin;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-request */
export interface LambdaOrigin {
  custom?: LambdaOriginSettings;
  s3?: LambdaOriginSettings;
}

interface LambdaOriginSettings {
  domainName?: string;
  path?: string;
  customHeaders?: LambdaHeaders;
  port?: number;
  protocol?: string;
  sslProtocols?: string[];
  readTimeout?: number;
  responseCompletionTimeout?: number;
  keepaliveTimeout?: number;
}

/** A response from CloudFront, or one that a function generates. Only the latter has a `body`. */
export interface LambdaResponse {
  /** Three digits in a string. */
  status: string;
  statusDescription?: string;
  headers: LambdaHeaders;
  body?: string;
  bodyEncoding?: "text" | "base64";
}

/** By name in lower case; `key` is the name as it goes over the wire. */
export type LambdaHeaders = Record<string, LambdaHeader[]>;

interface LambdaHeader {
  key?: string;
  value: string;
}
