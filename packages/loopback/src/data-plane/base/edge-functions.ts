import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";

/** A request as a function receives and returns it. */
export interface EdgeRequest {
  readonly method: string;
  /** The path as sent by the viewer, still encoded and without the query; begins with `/`. */
  readonly uri: string;
  /** The query as sent by the viewer, without `?`; empty if there is none. */
  readonly querystring: string;
  readonly headers: HeaderList;
}

/** A response as a function receives, changes or generates it. */
export interface EdgeResponse {
  readonly status: number;
  readonly statusDescription?: string | undefined;
  readonly headers: HeaderList;
  /** Set only if a function generated or replaced it; functions do not see the origin's body. */
  readonly body?: Buffer | undefined;
}

/** One run of a function, at one event of one request. */
export interface EdgeCall {
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  /** The ARN of the CloudFront Function, or of the Lambda function's version. */
  readonly arn: string;
  readonly distribution: { readonly id: string; readonly domainName: string };
  readonly requestId: string;
  readonly clientIp: string;
  readonly request: EdgeRequest;
  /** The viewer's query string, unaltered; empty after a bare `?`, undefined without one. */
  readonly rawQueryString: string | undefined;
  /** For Lambda@Edge with IncludeBody: the beginning of the body, and whether it was truncated. */
  readonly body?: { readonly data: Buffer; readonly truncated: boolean } | undefined;
  /** Set at response events. */
  readonly response?: EdgeResponse | undefined;
  /** Set at origin events. */
  readonly origin?: LambdaOrigin | undefined;
}

/**
 * An origin as events of Lambda@Edge describe it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-request-event
 */
export type LambdaOrigin =
  | { readonly s3: Readonly<Record<string, unknown>>; readonly custom?: never }
  | { readonly custom: Readonly<Record<string, unknown>>; readonly s3?: never };

/** The properties passed to `updateRequestOrigin`, or the origin overrides of the other helpers. They are validated. */
export type OriginProperties = Readonly<Record<string, unknown>>;

/** An origin of the distribution that a function chose, and the properties that the function overrides. */
export interface ChosenOrigin {
  readonly originId: string;
  readonly overrides?: OriginProperties | undefined;
}

/** A function's decision about the request's origin. */
export type OriginChange =
  /** The arguments of `selectRequestOriginById`. */
  | ({ readonly kind: "select" } & ChosenOrigin)
  /** The argument of `updateRequestOrigin`. */
  | { readonly kind: "update"; readonly properties: OriginProperties }
  /** The argument of `createRequestOriginGroup`. */
  | { readonly kind: "group"; readonly members: readonly ChosenOrigin[]; readonly failoverStatuses: readonly number[] }
  /** `request.origin` at Lambda@Edge's origin request, if the function changed it. */
  | { readonly kind: "replace"; readonly origin: LambdaOrigin };

interface RunRecord {
  /** The lines that the function logged. */
  readonly logs: readonly string[];
  /** Where in the deployed code it logged each of them, as `RunResult` of the runtimes has it. */
  readonly logPositions?: readonly string[] | undefined;
  /** Values that CloudFront ignores, or accepts although AWS's page says otherwise: one sentence each. */
  readonly warnings?: readonly string[] | undefined;
  /** CloudFront Functions: the access log's field that `logCustomData` writes. */
  readonly logData?: string | undefined;
  readonly durationMs: number;
  /** CloudFront Functions: an estimate of the share of the allowed time, from 0 to 100. */
  readonly computeUtilization?: number | undefined;
  /** Lambda@Edge: true if a new environment was started for the run. */
  readonly coldStart?: boolean | undefined;
}

/** The result of one run of a function. */
export type EdgeCallResult =
  | (RunRecord & {
      readonly kind: "request";
      readonly request: EdgeRequest;
      /** Set if the function replaced the request's body. */
      readonly body?: Buffer | undefined;
      readonly origin?: OriginChange | undefined;
    })
  | (RunRecord & { readonly kind: "response"; readonly response: EdgeResponse })
  | (RunRecord & {
      readonly kind: "failure";
      /** CloudFront's answer: 502 for an invalid result, 503 for an error or an exceeded limit. */
      readonly status: 502 | 503;
      /** The value of `X-Cache`, such as `LambdaValidationError from cloudfront`. */
      readonly xCache: string;
      /** The reason, for the trace and the log. */
      readonly message: string;
      /** Lines of the deployed code where it was thrown, the innermost first. */
      readonly stack?: string | undefined;
    });

/** Runs edge functions for the data plane. */
export interface EdgeFunctions {
  /** Never rejects: errors of the function are in the result. */
  run(call: EdgeCall): Promise<EdgeCallResult>;
  /** Stops all environments and engines. */
  close(): Promise<void>;
}
