import type { EdgeEvent } from "@featheredge/aws-rules";

/**
 * The event of Lambda@Edge.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export interface LambdaAtEdgeEvent {
  readonly Records: readonly [{ readonly cf: LambdaAtEdgeRecord }];
}

export interface LambdaAtEdgeRecord {
  readonly config: {
    readonly distributionDomainName: string;
    readonly distributionId: string;
    readonly eventType: EdgeEvent;
    readonly requestId: string;
  };
  readonly request: LambdaAtEdgeRequest;
  readonly response?: LambdaAtEdgeResponse;
}

export interface LambdaAtEdgeRequest {
  readonly clientIp: string;
  readonly method: string;
  readonly uri: string;
  /** Without `?`; empty when there is none. */
  readonly querystring: string;
  readonly headers: LambdaAtEdgeHeaders;
}

export interface LambdaAtEdgeResponse {
  /** 200 to 599, as text. */
  readonly status: string;
  readonly statusDescription?: string;
  readonly headers?: LambdaAtEdgeHeaders;
  readonly body?: string;
  readonly bodyEncoding?: "text" | "base64";
}

/** By name in lower case; `key` is the name as it goes over the wire. */
export type LambdaAtEdgeHeaders = Readonly<
  Record<string, readonly { readonly key?: string; readonly value: string }[]>
>;
