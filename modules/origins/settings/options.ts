import { distributionQuotas } from "@featheredge/aws-rules";
import { z } from "zod";
import { arnInUsEast1, orOutput } from "../../forms.ts";
import { orReference } from "../../references.ts";

const quotas = distributionQuotas;
const upTo = (quota: { readonly value: number }) => z.number().int().min(1).max(quota.value);

const port = z
  .number()
  .int()
  .refine(
    (value) => value === 80 || value === 443 || (value >= 1_024 && value <= 65_535),
    "a port is 80, 443 or 1024 to 65535",
  );

/** A header's value that is secret. Terraform reads it, and keeps it in its state. */
const secretValue = z.discriminatedUnion("from", [
  z.strictObject({
    from: z.literal("secretsmanager"),
    /** The name or ARN of a secret in Secrets Manager. */
    secretId: orOutput(z.string().min(1).max(2_048)),
    /** A key of the secret, if it is a JSON object. @default the whole secret */
    jsonKey: z.string().min(1).optional(),
    /** @default AWSCURRENT */
    versionStage: z.string().min(1).optional(),
  }),
  z.strictObject({
    from: z.literal("ssm"),
    /** The name of a parameter in Systems Manager's Parameter Store: `/site/prod/origin-token`. */
    name: orOutput(z.string().min(1).max(2_048)),
  }),
]);

/**
 * Settings of every kind of origin.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export const commonSettings = {
  /** Put before the path of each request: `/production`. @default none */
  originPath: orReference(
    z.string().regex(/^\/[\x21-\x7e]*[\x21-\x2e\x30-\x7e]$/, "a path that begins with '/' and does not end with one"),
  ).optional(),
  /** How often CloudFront tries to connect. @default 3 */
  connectionAttempts: upTo(quotas.originConnectAttempts).optional(),
  /** Seconds that CloudFront waits for a connection. @default 10 */
  connectionTimeout: upTo(quotas.originConnectTimeoutSeconds).optional(),
  /**
   * Seconds until the complete response must have arrived, at least `originReadTimeout`. Needs AWS provider 6.13.
   * @default no limit
   */
  responseCompletionTimeout: z.number().int().min(1).optional(),
  /**
   * Headers that CloudFront adds to each request to the origin, by name. A value is text, a secret of Secrets Manager or
   * a parameter of Systems Manager. Secrets are not in the HCL or the text of plans, but in Terraform's state.
   * @default {}
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
   */
  customHeaders: z.record(z.string(), z.union([z.string(), secretValue])).optional(),
  /**
   * A cache in one region, which all requests to the origin go through. @default none
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html
   */
  originShield: z
    .strictObject({
      /** @default true */
      enabled: z.boolean().optional(),
      /** The region with the lowest latency to the origin. */
      originShieldRegion: z.string().min(1),
    })
    .optional(),
};

/** How long CloudFront waits for a server. */
export const serverTimeouts = {
  /**
   * Seconds that CloudFront waits for a response, and for each packet of it.
   * @default 30
   */
  originReadTimeout: upTo(quotas.originResponseTimeoutSeconds).default(30),
  /** Seconds that CloudFront keeps a connection open for the next request. @default 5 */
  originKeepaliveTimeout: upTo(quotas.originKeepaliveTimeoutSeconds).optional(),
};

/** How CloudFront connects to a server. */
export const serverProtocol = {
  /** @default 80 */
  httpPort: port.default(80),
  /** @default 443 */
  httpsPort: port.default(443),
  /** @default https-only */
  originProtocolPolicy: z.enum(["http-only", "https-only", "match-viewer"]).default("https-only"),
  /** The TLS versions that CloudFront may use. AWS advises against all but the last. @default ["TLSv1.2"] */
  originSslProtocols: z
    .array(z.enum(["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"]))
    .min(1)
    .default(["TLSv1.2"]),
};

/** Settings of servers that CloudFront reaches over the internet. */
export const internetServer = {
  ...serverProtocol,
  ...serverTimeouts,
  /** The IP versions with which CloudFront connects. Needs AWS provider 6.15. @default ipv4 */
  ipAddressType: z.enum(["ipv4", "ipv6", "dualstack"]).optional(),
  /**
   * The client certificate that CloudFront presents to the server (mutual TLS). Needs AWS provider 6.51. @default none
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-enable-mtls-distributions.html
   */
  originMtlsConfig: z
    .strictObject({ clientCertificateArn: arnInUsEast1("acm", "the ARN of an imported ACM certificate") })
    .optional(),
};

const common = z.strictObject(commonSettings);
const server = z.strictObject(internetServer);

/** Settings of any origin, as a construct takes them. */
export type CommonSettings = z.input<typeof common>;

/** Settings of a server, as a construct takes them. */
export type ServerSettings = z.input<typeof server>;

/**
 * When CloudFront signs a request to an origin that AWS protects.
 * @default always
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-advanced-settings-s3
 */
export const signingBehavior = z.enum(["always", "no-override", "never"]).optional();

/** The id of an access control that exists. @default one of the stack's, which it shares with other origins */
export const originAccessControlId = orOutput(
  z.string().regex(/^E[A-Z0-9]{12,13}$/, "the id of an origin access control, such as 'E1ABCDEFGHIJKL'"),
).optional();

/** The levels of access to a bucket, by AWS CDK's names, and S3's actions. */
export const accessLevelActions = {
  READ: "s3:GetObject",
  READ_VERSIONED: "s3:GetObjectVersion",
  WRITE: "s3:PutObject",
  DELETE: "s3:DeleteObject",
  LIST: "s3:ListBucket",
} as const;

/**
 * The access of the distribution to the bucket. With `LIST`, S3 answers 404 instead of 403 for an object that does not
 * exist, and lists the bucket for a request of `/` without a default root object. `WRITE` and `DELETE` are for behaviors that
 * allow PUT and DELETE, whose viewers you must authenticate.
 * @default ["READ"]
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const originAccessLevels = z
  .array(z.enum(Object.keys(accessLevelActions) as (keyof typeof accessLevelActions)[]))
  .min(1)
  .optional();
