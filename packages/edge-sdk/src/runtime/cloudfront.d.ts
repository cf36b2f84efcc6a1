/**
 * The module of CloudFront Functions.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cwt-support-cloudfront-functions.html
 */
declare module "cloudfront" {
  interface OriginOverrides {
    readonly hostHeader?: string;
    readonly sni?: string;
    readonly allowedCertificateNames?: readonly string[];
  }
  interface KeyValues {
    /** Throws when the key is not there. */
    get(key: string): Promise<string>;
    get(key: string, options: { readonly format: "string" }): Promise<string>;
    get(key: string, options: { readonly format: "json" }): Promise<unknown>;
    get(key: string, options: { readonly format: "bytes" }): Promise<Uint8Array>;
    exists(key: string): Promise<boolean>;
    meta(): Promise<{ creationDateTime: string; lastUpdatedDateTime: string; keyCount: number }>;
  }
  /** A CBOR Web Token, its claims and headers by their numbers as strings: `payload["4"]` is the expiry. */
  interface WebToken {
    readonly protectedHeaders?: Readonly<Record<string, unknown>>;
    readonly unprotectedHeaders?: Readonly<Record<string, unknown>>;
    readonly payload: Readonly<Record<string, unknown>>;
  }
  const cf: {
    /** The store that is associated with the function; its id may be named. */
    kvs(id?: string): KeyValues;
    selectRequestOriginById(id: string, overrides?: OriginOverrides): void;
    updateRequestOrigin(properties: object): void;
    createRequestOriginGroup(properties: {
      readonly originIds: readonly { readonly originId: string; readonly originOverrides?: OriginOverrides }[];
      readonly failoverCriteria: { readonly statusCodes: readonly number[] };
      readonly selectionCriteria?: "default" | "media-quality-score";
    }): void;
    /** Writes to the access logs; cut at 800 bytes after URL-encoding. */
    logCustomData(text: string): void;
    /** Tokens of at most 1 KB in COSE_Mac0, with HMAC and SHA-256. Claims are not validated. */
    readonly cwt: {
      /** Throws when the token is not valid under the key. */
      validateToken(token: Uint8Array, context: { readonly key: string | Uint8Array }): Required<WebToken>;
      generateToken(
        context: { readonly cwtTag?: boolean; readonly coseTag: "MAC0"; readonly key: string | Uint8Array },
        token: WebToken,
      ): Uint8Array;
    };
    /** Reading it throws a TypeError at a standard distribution. */
    readonly distributionTenant: {
      readonly id: string;
      readonly parameters: { get(name: string): string };
    };
    /** Empty at viewer response. */
    readonly edgeLocation: { readonly name?: string; readonly serverIp?: string; readonly region?: string };
  };
  export default cf;
}
