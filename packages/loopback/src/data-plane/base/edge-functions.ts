import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";

/** A request as functions see and change it. */
export interface EdgeRequest {
  readonly method: string;
  /** As it is on the wire, without the query; begins with `/`. */
  readonly uri: string;
  /** As it is on the wire, without `?`; empty when there is none. */
  readonly querystring: string;
  readonly headers: HeaderList;
}

/** A response as functions see, change or generate it. */
export interface EdgeResponse {
  readonly status: number;
  readonly statusDescription?: string | undefined;
  readonly headers: HeaderList;
  /** Only where a function generated or replaced it; functions do not see the origin's. */
  readonly body?: Buffer | undefined;
}

/** One function to run at one event of one request. */
export interface EdgeCall {
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  /** Of the CloudFront Function, or of the Lambda function's version. */
  readonly arn: string;
  readonly distribution: { readonly id: string; readonly domainName: string };
  readonly requestId: string;
  readonly clientIp: string;
  readonly request: EdgeRequest;
  /** The viewer's query string, unaltered; empty after a bare `?`, undefined without one. */
  readonly rawQueryString: string | undefined;
  /** Lambda@Edge with IncludeBody: the body's beginning, and whether it was cut. */
  readonly body?: { readonly data: Buffer; readonly truncated: boolean } | undefined;
  /** At response events. */
  readonly response?: EdgeResponse | undefined;
  /** At origin events: the origin as Lambda@Edge has it, `{ s3: … }` or `{ custom: … }`. */
  readonly origin?: LambdaOrigin | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-request-event */
export type LambdaOrigin =
  | { readonly s3: Readonly<Record<string, unknown>>; readonly custom?: never }
  | { readonly custom: Readonly<Record<string, unknown>>; readonly s3?: never };

/** The properties of `updateRequestOrigin`, or the origin overrides of the other helpers: checked already. */
export type OriginProperties = Readonly<Record<string, unknown>>;

/** An origin of the distribution that a function chose, and the properties that it overrides. */
export interface ChosenOrigin {
  readonly originId: string;
  readonly overrides?: OriginProperties | undefined;
}

/** What a function decided about the request's origin. */
export type OriginChange =
  /** The arguments of `selectRequestOriginById`. */
  | ({ readonly kind: "select" } & ChosenOrigin)
  /** The argument of `updateRequestOrigin`. */
  | { readonly kind: "update"; readonly properties: OriginProperties }
  /** The argument of `createRequestOriginGroup`. */
  | { readonly kind: "group"; readonly members: readonly ChosenOrigin[]; readonly failoverStatuses: readonly number[] }
  /** `request.origin` of a Lambda@Edge origin request, where it differs from what the function was given. */
  | { readonly kind: "replace"; readonly origin: LambdaOrigin };

interface Ran {
  /** The lines that the function logged. */
  readonly logs: readonly string[];
  /** What CloudFront accepts and ignores, or accepts though AWS's page says otherwise: one sentence each. */
  readonly warnings?: readonly string[] | undefined;
  /** CloudFront Functions: what `logCustomData` writes to the access logs, as they have it. */
  readonly logData?: string | undefined;
  readonly durationMs: number;
  /** CloudFront Functions: 0 to 100 of the time allowed, an estimate. */
  readonly computeUtilization?: number | undefined;
  /** Lambda@Edge: whether a new environment was started for it. */
  readonly coldStart?: boolean | undefined;
}

export type EdgeCallResult =
  | (Ran & {
      readonly kind: "request";
      readonly request: EdgeRequest;
      /** Where the function replaced the request's body. */
      readonly body?: Buffer | undefined;
      readonly origin?: OriginChange | undefined;
    })
  | (Ran & { readonly kind: "response"; readonly response: EdgeResponse })
  | (Ran & {
      readonly kind: "failure";
      /** What CloudFront answers: 502 for an invalid result, 503 for an error or a limit. */
      readonly status: 502 | 503;
      /** What AWS says in X-Cache: `LambdaValidationError from cloudfront`. */
      readonly xCache: string;
      /** For the trace and the log. */
      readonly message: string;
    });

/** Runs edge functions for the data plane. */
export interface EdgeFunctions {
  /** Whatever the function does, this never rejects. */
  run(call: EdgeCall): Promise<EdgeCallResult>;
  /** Ends all pools and engines. */
  close(): Promise<void>;
}
