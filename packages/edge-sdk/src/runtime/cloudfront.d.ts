/**
 * The module of CloudFront Functions, as far as the SDK uses it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
 */
declare module "cloudfront" {
  const cf: {
    /** The store that is associated with the function. */
    kvs(): {
      /** Throws when the key is not there. */
      get(key: string): Promise<string>;
    };
    selectRequestOriginById(id: string): void;
    updateRequestOrigin(properties: object): void;
    createRequestOriginGroup(properties: {
      readonly originIds: readonly string[];
      readonly failoverCriteria: { readonly statusCodes: readonly number[] };
    }): void;
  };
  export default cf;
}
