/**
 * The origin of a request. CloudFront Functions have all of it, at viewer request; Lambda@Edge has `update`, at origin
 * request, and throws a TypeError at the rest. The last call counts: CloudFront acts on it when the handler is done.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export interface Origin {
  /** Sends the request to another origin of the distribution, by its id. */
  select(id: string, overrides?: OriginOverrides): void;
  /** Changes the origin for this request; what is omitted stays. VPC origins can't be changed. */
  update(changes: OriginChanges): void;
  /**
   * Sends the request to two origins of the distribution, to the second if the first fails. Each is an id, or has overrides.
   *
   * @param statusCodes of the first that count as failures: some of 400, 403, 404, 416, 500, 502, 503, 504. Default:
   * the last four
   */
  group(members: readonly [primary: GroupMember, secondary: GroupMember], statusCodes?: readonly number[]): void;
}

/** An origin's id, or the id and what to override. */
export type GroupMember = string | { readonly id: string; readonly overrides: OriginOverrides };

/** Settings that a function can override when it chooses an origin by its id: custom origins, CloudFront Functions only. */
export interface OriginOverrides {
  /** Default: the origin's domain name. */
  readonly hostHeader?: string;
  /** The name in the TLS handshake. Default: the host header. */
  readonly sni?: string;
  /** Names that the origin's certificate may have: at most 20, such as `*.example.com`. */
  readonly allowedCertificateNames?: readonly string[];
}

/** The properties have AWS's names. Header names are in lower case, times in seconds. */
export interface OriginChanges extends OriginOverrides {
  readonly domainName?: string;
  /** Begins with a slash and doesn't end in one. */
  readonly originPath?: string;
  /** Replaces all custom headers of the origin. */
  readonly customHeaders?: Readonly<Record<string, string>>;
  /** 1 to 3. CloudFront Functions only. */
  readonly connectionAttempts?: number;
  /** CloudFront Functions only. */
  readonly originShield?: { readonly enabled: false } | { readonly enabled: true; readonly region: string };
  /** CloudFront Functions only. */
  readonly originAccessControlConfig?:
    | { readonly enabled: false }
    | {
        readonly enabled: true;
        readonly signingBehavior: "always" | "never" | "no-override";
        readonly signingProtocol: "sigv4";
        readonly originType: "s3" | "mediapackagev2" | "mediastore" | "lambda";
      };
  readonly timeouts?: {
    readonly readTimeout?: number;
    readonly responseCompletionTimeout?: number;
    readonly keepAliveTimeout?: number;
    /** CloudFront Functions only. */
    readonly connectionTimeout?: number;
  };
  readonly customOriginConfig?: {
    readonly port: number;
    readonly protocol: "http" | "https";
    readonly sslProtocols: readonly ("SSLv3" | "TLSv1" | "TLSv1.1" | "TLSv1.2")[];
    /** CloudFront Functions only, together with `domainName`. */
    readonly ipAddressType?: "ipv4" | "ipv6" | "dualstack";
  };
}
