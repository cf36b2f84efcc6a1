/**
 * The event of CloudFront Functions: also the neutral form in which both runtimes' events and results are compared.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export interface CloudFrontFunctionEvent {
  readonly version?: string;
  readonly context?: {
    readonly distributionDomainName?: string;
    readonly distributionId?: string;
    readonly eventType?: string;
    readonly requestId?: string;
  };
  readonly viewer?: { readonly ip: string };
  readonly request: CloudFrontFunctionRequest;
  readonly response?: CloudFrontFunctionResponse;
}

export interface CloudFrontFunctionRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Fields;
  /** The result of `rawQueryString()`: the query as it came, empty after a bare `?`. Functions see no such property. */
  readonly rawQueryString?: string | undefined;
  readonly headers: Fields;
  readonly cookies: Fields;
}

export interface CloudFrontFunctionResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers: Fields;
  readonly cookies: Fields;
  readonly body?: string | { readonly encoding: "text" | "base64"; readonly data: string };
}

/** Headers (lower case), query parameters or cookies by name. */
export type Fields = Readonly<Record<string, Field>>;

/** The first value, and all of them where there are several; CloudFront reads `multiValue` before `value`. */
export interface Field {
  readonly value: string;
  /** Of a cookie in a response: `Secure; Path=/`. */
  readonly attributes?: string;
  readonly multiValue?: readonly Omit<Field, "multiValue">[];
}

/** The result of a function for an event: the request goes on, or a response goes out. */
export type EdgeOutcome =
  | { readonly request: CloudFrontFunctionRequest; readonly response?: never }
  | { readonly response: CloudFrontFunctionResponse; readonly request?: never };
