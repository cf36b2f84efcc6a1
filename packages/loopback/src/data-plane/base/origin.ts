import type { Readable } from "node:stream";
import type { MotoAddress } from "../../moto/server/address.ts";
import type { HeaderList } from "../http/headers.ts";

export type OriginProtocol = "http" | "https";

/** Where an origin is to be found on this machine. Nothing else is ever connected to. */
export type ResolvedOrigin =
  | { readonly host: string; readonly port: number; readonly tls: boolean }
  /** A bucket, which moto holds. */
  | { readonly moto: MotoAddress }
  /** Answered in this process. */
  | { readonly invoke: InvokeOrigin }
  /** Why not, and what to do about it: one sentence each. */
  | { readonly refused: string };

/** @param host the origin's domain name, in any case */
export type ResolveOrigin = (host: string, protocol: OriginProtocol, port: number) => ResolvedOrigin;

/** An origin without a server, such as a Lambda function's URL. */
export type InvokeOrigin = (request: {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: AsyncIterable<Buffer>;
}) => Promise<{ readonly status: number; readonly headers: HeaderList; readonly body: AsyncIterable<Buffer> }>;

export interface OriginResponse {
  readonly status: number;
  readonly statusText: string | undefined;
  readonly headers: HeaderList;
  readonly body: Readable;
  /** Milliseconds; undefined where a connection was used again. */
  readonly connectMs?: number | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html and http-504-gateway-timeout.html */
export interface OriginFailure {
  readonly failure: string;
  /** 502 where there is no connection or no valid answer, 504 where it takes too long. */
  readonly status: 502 | 504;
  /** The origin had closed a connection that was to be used again: it has not seen the request. */
  readonly unseen?: boolean;
}

/** A request to a bucket, in CloudFront's name. */
export interface S3Request {
  readonly method: string;
  /** The origin's domain name. */
  readonly domainName: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly secure: boolean;
  /** Undefined where the viewer's own signature goes to S3. */
  readonly caller: S3Caller | undefined;
  /** Of the distribution: twelve digits. */
  readonly account: string;
}

/** Sends a request to the origin's address, and again on another connection as far as its attempts allow. */
export type SendRequest = (url: string, headers: HeaderList) => Promise<OriginResponse | OriginFailure>;

/** In whose name CloudFront asks. */
export type S3Caller =
  /** Signed, by an origin access control. */
  | { readonly type: "distribution"; readonly arn: string; readonly account: string }
  /** By an origin access identity, of the older kind. */
  | { readonly type: "identity"; readonly id: string; readonly canonicalUserId: string }
  | { readonly type: "anonymous" };

/**
 * What a bucket answers at its REST or website endpoint.
 * @param send sends a request to the service that holds the objects
 * @returns undefined for other hosts of AWS
 */
export type AskBucket = (request: S3Request, send: SendRequest) => Promise<OriginResponse | OriginFailure> | undefined;
