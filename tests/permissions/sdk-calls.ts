import type { ObservedRequest } from "@featheredge/loopback";
import { type Call, withoutIds } from "./calls.ts";

/** An operation of AWS's REST protocols, recognized by its method, host and path. */
interface Operation {
  readonly method: string;
  /** The groups are passed to `call`. */
  readonly url: RegExp;
  readonly call: (account: string, ...groups: string[]) => Call;
}

const lambda = (account: string, name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
const store = (arn: string) => decodeURIComponent(arn);
const cloudFront = (account: string, path: string) => `arn:aws:cloudfront::${account}:${path}`;
const object = (path: string) => `arn:aws:s3:::${decodeURIComponent(path)}`;

/** The operations that our own commands call, apart from Terraform. A new one is a line. */
const operations: readonly Operation[] = [
  { method: "GET", url: /^lambda\.[^/]+\/2015-03-31\/functions\/?$/, call: () => ["lambda:ListFunctions", "*"] },
  { method: "GET", url: /^lambda\.[^/]+\/2017-03-31\/tags\/(.+)$/, call: (_, arn) => ["lambda:ListTags", store(arn)] },
  {
    method: "DELETE",
    url: /^lambda\.[^/]+\/2015-03-31\/functions\/([^/]+)$/,
    call: (account, name) => ["lambda:DeleteFunction", lambda(account, name)],
  },
  {
    method: "GET",
    url: /cloudfront-kvs\.[^/]+\/key-value-stores\/([^/]+)\/keys$/,
    call: (_, arn) => ["cloudfront-keyvaluestore:ListKeys", store(arn)],
  },
  {
    method: "POST",
    url: /cloudfront-kvs\.[^/]+\/key-value-stores\/([^/]+)\/keys$/,
    call: (_, arn) => ["cloudfront-keyvaluestore:UpdateKeys", store(arn)],
  },
  {
    method: "GET",
    url: /cloudfront-kvs\.[^/]+\/key-value-stores\/([^/]+)\/keys\/.+$/,
    call: (_, arn) => ["cloudfront-keyvaluestore:GetKey", store(arn)],
  },
  {
    method: "GET",
    url: /cloudfront-kvs\.[^/]+\/key-value-stores\/([^/]+)$/,
    call: (_, arn) => ["cloudfront-keyvaluestore:DescribeKeyValueStore", store(arn)],
  },
  {
    method: "GET",
    url: /^lambda\.[^/]+\/2015-03-31\/functions\/(arn[^/]+)$/,
    call: (_, arn) => ["lambda:GetFunction", store(arn)],
  },
  { method: "GET", url: /^([^/]+)\.s3\.[^/]+\/$/, call: (_, bucket) => ["s3:ListBucket", object(bucket ?? "")] },
  {
    method: "GET",
    url: /^([^/]+)\.s3\.[^/]+\/(.+)$/,
    call: (_, bucket, key) => ["s3:GetObject", object(`${bucket}/${key}`)],
  },
  {
    method: "PUT",
    url: /^([^/]+)\.s3\.[^/]+\/(.+)$/,
    call: (_, bucket, key) => ["s3:PutObject", object(`${bucket}/${key}`)],
  },
  // By path, as `content sync` addresses buckets.
  { method: "GET", url: /^s3\.[^/]+\/([^/]+)\/?$/, call: (_, bucket) => ["s3:ListBucket", object(bucket ?? "")] },
  { method: "GET", url: /^s3\.[^/]+\/([^/]+\/.+)$/, call: (_, path) => ["s3:GetObject", object(path ?? "")] },
  { method: "HEAD", url: /^s3\.[^/]+\/([^/]+\/.+)$/, call: (_, path) => ["s3:GetObject", object(path ?? "")] },
  { method: "PUT", url: /^s3\.[^/]+\/([^/]+\/.+)$/, call: (_, path) => ["s3:PutObject", object(path ?? "")] },
  { method: "DELETE", url: /^s3\.[^/]+\/([^/]+\/.+)$/, call: (_, path) => ["s3:DeleteObject", object(path ?? "")] },
  {
    method: "GET",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(distribution\/[^/]+)$/,
    call: (account, path = "") => ["cloudfront:GetDistribution", cloudFront(account, path)],
  },
  {
    method: "GET",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(distribution\/[^/]+)\/config$/,
    call: (account, path = "") => ["cloudfront:GetDistributionConfig", cloudFront(account, path)],
  },
  {
    method: "PUT",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(distribution\/[^/]+)\/config$/,
    call: (account, path = "") => ["cloudfront:UpdateDistribution", cloudFront(account, path)],
  },
  {
    method: "POST",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(distribution\/[^/]+)\/invalidation$/,
    call: (account, path = "") => ["cloudfront:CreateInvalidation", cloudFront(account, path)],
  },
  {
    method: "GET",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(distribution\/[^/]+)\/invalidation\/[^/]+$/,
    call: (account, path = "") => ["cloudfront:GetInvalidation", cloudFront(account, path)],
  },
  {
    method: "GET",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(continuous-deployment-policy\/[^/]+)$/,
    call: (account, path = "") => ["cloudfront:GetContinuousDeploymentPolicy", cloudFront(account, path)],
  },
  {
    method: "PUT",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(continuous-deployment-policy\/[^/]+)$/,
    call: (account, path = "") => ["cloudfront:UpdateContinuousDeploymentPolicy", cloudFront(account, path)],
  },
  {
    method: "GET",
    url: /^cloudfront\.[^/]+\/[\d-]+\/(function\/[^/]+)$/,
    call: (account, path = "") => ["cloudfront:GetFunction", cloudFront(account, path)],
  },
  // AWS allows this to everyone.
  { method: "POST", url: /^sts\./, call: () => ["sts:GetCallerIdentity", "*"] },
];

/**
 * The permissions that a request of our own commands needs; none for requests of Terraform, whose log has more.
 *
 * @throws Error for an operation that the table does not have
 */
export function callsOfSdk({ method, host, path, userAgent }: ObservedRequest, account: string): Call[] {
  if (/terraform|HashiCorp/i.test(userAgent)) return [];
  const url = `${host}${path.replace(/\?.*$/, "")}`;
  for (const operation of operations) {
    const groups = operation.method === method ? operation.url.exec(url) : null;
    if (groups !== null) {
      const [action, resource] = operation.call(account, ...groups.slice(1));
      return [[action, withoutIds(resource)]];
    }
  }
  throw new Error(`tests/permissions/sdk-calls.ts does not know ${method} ${url} (${userAgent}). Add its permission.`);
}
