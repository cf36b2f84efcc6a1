import type { XmlSettings } from "@aws-sdk/core/protocols";

/** CloudFront's XML namespace, which is also its API version. */
export const namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

/** Timestamp format 5 is ISO 8601 in smithy's schemas. */
export const xmlSettings: XmlSettings = {
  xmlNamespace: namespace,
  serviceNamespace: "com.amazonaws.cloudfront",
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
};
