import type { TracedRequest } from "./trace.ts";

/** A permission that IAM checks: an action on a resource's ARN, which is `*` if the action has no resource. */
export type Call = readonly [action: string, resource: string];

/**
 * Lists the permissions that a request needs.
 * @param account - The account that the requests go to.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function callsOf(request: TracedRequest, account: string): Call[] {
  const rules = services[request.service];
  if (rules === undefined) throw new Error(`The test does not know the service '${request.service}'.`);
  return rules(request, account).map(([action, resource]) => [action, withoutIds(resource)]);
}

/** Replaces ids that AWS chooses by fixed ones, so that two runs have equal results. */
function withoutIds(resource: string): string {
  return resource
    .replace(/(distribution|origin-access-control)\/E[0-9A-Z]{12,13}$/, "$1/E0EXAMPLE00000")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, "00000000-0000-4000-8000-000000000000");
}

type Rules = (request: TracedRequest, account: string) => Call[];

const services: Readonly<Record<string, Rules>> = {
  // AWS allows this to everyone: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  STS: () => [],
  S3: s3Calls,
  CloudFront: cloudFrontCalls,
  "CloudFront KeyValueStore": ({ method, url }) => [
    [`cloudfront-keyvaluestore:${method}`, decodeURIComponent(url.pathname.split("/")[2] ?? "")],
  ],
  Lambda: lambdaCalls,
  IAM: ({ method, body }, account) => {
    const form = new URLSearchParams(body.trim());
    const role = `arn:aws:iam::${account}:role/${form.get("RoleName")}`;
    return [[`iam:${method}`, role], ...(form.has("Tags.member.1.Key") ? ([["iam:TagRole", role]] as const) : [])];
  },
  SSM: ({ method, url, body }, account) => {
    const { Name, ResourceId, Tags } = JSON.parse(body);
    const region = url.hostname.split(".")[1];
    const name = (Name ?? ResourceId)?.replace(/^\//, "");
    const resource = `arn:aws:ssm:${region}:${account}:${name === undefined ? "*" : `parameter/${name}`}`;
    const tagging: Call[] = Tags === undefined ? [] : [["ssm:AddTagsToResource", resource]];
    return [[`ssm:${method}`, resource], ...tagging];
  },
  "CloudWatch Logs": ({ method, url, body }, account) => {
    const { logGroupName, resourceArn, tags } = JSON.parse(body);
    // DescribeLogGroups filters by a prefix; IAM checks it on all groups.
    const group = `arn:aws:logs:${url.hostname.split(".")[1]}:${account}:log-group:${logGroupName ?? "*"}`;
    const resource = resourceArn ?? group;
    const tagging: Call[] = tags === undefined ? [] : [["logs:TagResource", resource]];
    return [[`logs:${method}`, resource], ...tagging];
  },
};

/**
 * S3 operations whose permission has another name.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const s3Actions: Readonly<Record<string, string>> = {
  DeleteBucketEncryption: "PutEncryptionConfiguration",
  DeleteBucketOwnershipControls: "PutBucketOwnershipControls",
  DeletePublicAccessBlock: "PutBucketPublicAccessBlock",
  GetBucketAccelerateConfiguration: "GetAccelerateConfiguration",
  GetBucketCors: "GetBucketCORS",
  GetBucketEncryption: "GetEncryptionConfiguration",
  GetBucketLifecycleConfiguration: "GetLifecycleConfiguration",
  GetBucketReplication: "GetReplicationConfiguration",
  GetObjectLockConfiguration: "GetBucketObjectLockConfiguration",
  GetPublicAccessBlock: "GetBucketPublicAccessBlock",
  HeadBucket: "ListBucket",
  HeadObject: "GetObject",
  ListObjectVersions: "ListBucketVersions",
  ListObjectsV2: "ListBucket",
  PutBucketEncryption: "PutEncryptionConfiguration",
  PutPublicAccessBlock: "PutBucketPublicAccessBlock",
};

function s3Calls({ method, url }: TracedRequest): Call[] {
  const { bucket, key } = bucketAndKey(url);
  const resource = `arn:aws:s3:::${bucket}${key === "" ? "" : `/${key}`}`;
  if (method === "DeleteObject" && url.searchParams.has("versionId")) return [["s3:DeleteObjectVersion", resource]];
  // An upload's tags are a header, which Terraform does not log. The stacks tag all objects that they upload.
  const tagging: Call[] =
    method === "PutObject" && !key.endsWith(".tflock") && !key.endsWith(".tfstate")
      ? [["s3:PutObjectTagging", resource]]
      : [];
  return [[`s3:${s3Actions[method] ?? method}`, resource], ...tagging];
}

function bucketAndKey({ hostname, pathname }: URL): { bucket: string; key: string } {
  const path = decodeURIComponent(pathname.slice(1));
  const [bucket, rest] = hostname.split(/\.s3[.-]/);
  return rest === undefined
    ? { bucket: path.split("/")[0] ?? "", key: path.split("/").slice(1).join("/") }
    : { bucket: bucket ?? "", key: path };
}

function cloudFrontCalls({ method, url, body }: TracedRequest, account: string): Call[] {
  const [, , type = "", id] = url.pathname.split("/");
  const resource = url.searchParams.get("Resource") ?? `arn:aws:cloudfront::${account}:${type}/${id ?? "*"}`;
  if (type !== "distribution" || !/^(Create|Update)/.test(method)) return [[`cloudfront:${method}`, resource]];
  const tagging: Call[] = method === "CreateDistributionWithTags" ? [["cloudfront:TagResource", resource]] : [];
  return [[`cloudfront:${method.replace("WithTags", "")}`, resource], ...tagging, ...associations(body)];
}

/**
 * Lists the permissions on the functions of a distribution, since changing it creates and removes replicas of them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
function associations(body: string): Call[] {
  const arns = [...body.matchAll(/<LambdaFunctionARN>(.*?)<\/LambdaFunctionARN>/g)].map(([, arn = ""]) => arn);
  return arns.flatMap((arn): Call[] => [
    ["lambda:GetFunction", arn],
    ["lambda:EnableReplication", arn],
    ["lambda:DisableReplication", arn],
  ]);
}

function lambdaCalls({ method, url, body }: TracedRequest, account: string): Call[] {
  const [, , , name] = url.pathname.split("/").map(decodeURIComponent);
  // IAM checks this action on all functions.
  if (method === "ListFunctions") return [["lambda:ListFunctions", "*"]];
  const sent = method === "CreateFunction" ? JSON.parse(body) : undefined;
  const named = name ?? sent?.FunctionName;
  const region = url.hostname.split(".")[1];
  const resource = named.startsWith("arn:") ? named : `arn:aws:lambda:${region}:${account}:function:${named}`;
  if (sent === undefined) return [[`lambda:${method}`, resource]];
  return [
    ["lambda:CreateFunction", resource],
    ["lambda:TagResource", resource],
    ["iam:PassRole", sent.Role],
  ];
}
