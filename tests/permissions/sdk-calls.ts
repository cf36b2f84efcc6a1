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

/** The operations that our own commands call, apart from Terraform. A new one is a line. */
const operations: readonly Operation[] = [
  { method: "GET", url: /^lambda\.[^/]+\/2015-03-31\/functions/, call: () => ["lambda:ListFunctions", "*"] },
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
    url: /^([^/]+)\.s3\.[^/]+\/([^?]+)$/,
    call: (_, bucket, key) => ["s3:GetObject", `arn:aws:s3:::${bucket}/${key}`],
  },
  {
    method: "PUT",
    url: /^([^/]+)\.s3\.[^/]+\/([^?]+)$/,
    call: (_, bucket, key) => ["s3:PutObject", `arn:aws:s3:::${bucket}/${key}`],
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
