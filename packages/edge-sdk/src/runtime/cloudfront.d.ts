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
    /** Empty at viewer response. */
    readonly edgeLocation: { readonly name?: string; readonly serverIp?: string; readonly region?: string };
  };
  export default cf;
}
