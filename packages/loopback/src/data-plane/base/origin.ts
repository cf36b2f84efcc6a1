import type { Readable } from "node:stream";
import type { MotoAddress } from "../../moto/server/address.ts";
import type { HeaderList } from "../http/headers.ts";

export type OriginProtocol = "http" | "https";

/** Where an origin is on this machine. The data plane never connects to another machine. */
export type ResolvedOrigin =
  | { readonly host: string; readonly port: number; readonly tls: boolean }
  /** A bucket, which is in moto. The promise resolves when moto has the content of buckets. */
  | { readonly moto: MotoAddress | Promise<MotoAddress> }
  /** A function that this process runs. */
  | { readonly invoke: InvokeOrigin }
  /** The origin can't be reached: the reason and the fix, one sentence each. */
  | { readonly refused: string };

/**
 * Finds an origin on this machine.
 * @param host the origin's domain name, in any case
 */
export type ResolveOrigin = (host: string, protocol: OriginProtocol, port: number) => ResolvedOrigin;

/** Answers in the name of an origin that has no server, such as a Lambda function's URL. */
export type InvokeOrigin = (request: {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: AsyncIterable<Buffer>;
  /** The distribution for which CloudFront signed the request; undefined if it did not. */
  readonly signedFor: { readonly arn: string; readonly account: string } | undefined;
}) => Promise<{ readonly status: number; readonly headers: HeaderList; readonly body: AsyncIterable<Buffer> }>;

/** An origin's answer to one request. */
export interface OriginResponse {
  readonly status: number;
  readonly statusText: string | undefined;
  readonly headers: HeaderList;
  readonly body: Readable;
  /** The time until there was a connection, in milliseconds; undefined if a connection was reused. */
  readonly connectMs?: number | undefined;
}

/**
 * An origin did not answer.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html
 */
export interface OriginFailure {
  readonly failure: string;
  /** 502 if there was no connection or no valid answer, 504 if a timeout passed. */
  readonly status: 502 | 504;
  /** True if a reused connection broke: the origin had probably closed it before it received the request. */
  readonly staleConnection?: boolean;
}

/** A request from CloudFront to a bucket. */
export interface S3Request {
  readonly method: string;
  /** The origin's domain name. */
  readonly domainName: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly secure: boolean;
  /** Undefined if the request carries the viewer's own signature. */
  readonly caller: S3Caller | undefined;
  /** The distribution's account: twelve digits. */
  readonly account: string;
}

/** Sends a request to the origin's address, and again on new connections as far as its attempts allow. */
export type SendRequest = (url: string, headers: HeaderList) => Promise<OriginResponse | OriginFailure>;

/** The identity with which CloudFront requests an object. */
export type S3Caller =
  /** An origin access control signs the request. */
  | { readonly type: "distribution"; readonly arn: string; readonly account: string }
  /** An origin access identity, the older kind, signs the request. */
  | { readonly type: "identity"; readonly id: string; readonly canonicalUserId: string }
  | { readonly type: "anonymous" };

/**
 * Answers a request to a bucket's REST or website endpoint.
 * @param send sends a request to the service that holds the objects
 * @returns undefined for other hosts of AWS
 */
export type AskBucket = (request: S3Request, send: SendRequest) => Promise<OriginResponse | OriginFailure> | undefined;
