/**
 * The origin of a request. CloudFront Functions has all of it, at viewer request; Lambda@Edge has `update`, at origin
 * request, and throws a TypeError at the rest. Nothing of it goes on at once: CloudFront acts when the handler is done.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export interface Origin {
  /** Takes another origin of the distribution, by its id. */
  select(id: string): void;
  /** Changes the origin for this request; what is left out stays. VPC origins can't be changed. */
  update(changes: OriginChanges): void;
  /**
   * Takes two origins of the distribution, the second for when the first fails.
   *
   * @param statusCodes of the first that count as failures: some of 400, 403, 404, 416, 500, 502, 503, 504; left out:
   * the last four
   */
  group(ids: readonly [primary: string, secondary: string], statusCodes?: readonly number[]): void;
}

/** In AWS's own words. Header names in lower case; times in seconds. */
export interface OriginChanges {
  readonly domainName?: string;
  /** Left out: `domainName`. */
  readonly hostHeader?: string;
  /** Begins with a slash and doesn't end in one. */
  readonly originPath?: string;
  /** Replaces all of the origin's. */
  readonly customHeaders?: Readonly<Record<string, string>>;
  readonly timeouts?: {
    readonly readTimeout?: number;
    readonly responseCompletionTimeout?: number;
    readonly keepAliveTimeout?: number;
  };
  readonly customOriginConfig?: {
    readonly port: number;
    readonly protocol: "http" | "https";
    readonly sslProtocols: readonly ("TLSv1" | "TLSv1.1" | "TLSv1.2")[];
  };
}
