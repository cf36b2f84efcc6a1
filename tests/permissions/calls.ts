import { environment } from "./fixture-site.ts";
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
export function withoutIds(resource: string): string {
  return resource
    .replace(/(distribution|origin-access-control)\/E[0-9A-Z]{12,13}$/, "$1/E0EXAMPLE00000")
    .replace(/(hostedzone|change)\/[A-Z0-9]+$/, "$1/Z0EXAMPLE00000")
    .replace(/(public-key|key-group|field-level-encryption-\w+)\/[A-Z0-9a-f-]{10,}$/, "$1/K0EXAMPLE00000")
    .replace(/:delivery:\w+$/, ":delivery:0123456789abcdef")
    .replace(/(qa-[a-z-]+?)-[0-9a-f]{8}(?=$|-|\/)/, "$1-00000000")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "00000000-0000-4000-8000-000000000000");
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
    const path = form.get("Path") ?? (form.get("RoleName")?.startsWith("featheredge-") ? "/featheredge/" : "/");
    const url = form.get("Url")?.replace("https://", "");
    const resource =
      form.get("PolicyArn") ??
      form.get("OpenIDConnectProviderArn") ??
      (url === undefined ? undefined : `arn:aws:iam::${account}:oidc-provider/${url}`) ??
      (form.has("PolicyName") && !form.has("RoleName")
        ? `arn:aws:iam::${account}:policy${path}${form.get("PolicyName")}`
        : `arn:aws:iam::${account}:role${path}${form.get("RoleName")}`);
    const attached = form.has("RoleName") ? `arn:aws:iam::${account}:role${path}${form.get("RoleName")}` : resource;
    const kind = /Role|Policy|OpenIDConnectProvider/.exec(method)?.[0];
    const tagging: Call[] =
      form.has("Tags.member.1.Key") && method.startsWith("Create") ? [[`iam:Tag${kind}`, resource]] : [];
    return [[`iam:${method}`, attached], ...tagging];
  },
  SSM: ({ method, url, body }, account) => {
    const { Name, ResourceId, Tags } = JSON.parse(body);
    const name = (Name ?? ResourceId)?.replace(/^\//, "");
    const resource = `arn:aws:ssm:${regionOf(url)}:${account}:${name === undefined ? "*" : `parameter/${name}`}`;
    const tagging: Call[] = Tags === undefined ? [] : [["ssm:AddTagsToResource", resource]];
    return [[`ssm:${method}`, resource], ...tagging];
  },
  "CloudWatch Logs": ({ method, url, body }, account) => {
    const input = JSON.parse(body);
    const arn = `arn:aws:logs:${regionOf(url)}:${account}`;
    const kind = /^(?:Put|Get|Delete)(DeliverySource|DeliveryDestination)$/.exec(method)?.[1];
    // DescribeLogGroups filters by a prefix; IAM checks it on all groups.
    const group = `${arn}:log-group:${input.logGroupName ?? "*"}`;
    const delivery = method === "CreateDelivery" ? `${arn}:delivery-source:${input.deliverySourceName}` : undefined;
    const byId = /^(?:Get|Delete)Delivery$|^UpdateDeliveryConfiguration$/.test(method)
      ? `${arn}:delivery:${input.id}`
      : undefined;
    const named =
      kind === undefined
        ? undefined
        : `${arn}:${kind === "DeliverySource" ? "delivery-source" : "delivery-destination"}:${input.name}`;
    // AWS's reference names another resource for this action than for those with the same argument.
    const source = method === "DeleteDeliverySource" ? `${arn}:delivery-destination:${input.name}` : undefined;
    const resource = source ?? named ?? input.resourceArn ?? byId ?? delivery ?? group;
    const tagging: Call[] =
      input.tags === undefined || method === "TagResource"
        ? []
        : [["logs:TagResource", kindOfTagged(method, arn, resource)]];
    return [[`logs:${method}`, resource], ...tagging];
  },
  ACM: ({ method, body }, account) => {
    const { CertificateArn: arn = `arn:aws:acm:us-east-1:${account}:certificate/new`, Tags } = JSON.parse(body);
    const tagging: Call[] =
      Tags !== undefined && method === "RequestCertificate" ? [["acm:AddTagsToCertificate", arn]] : [];
    return [[`acm:${method}`, arn], ...tagging];
  },
  "Route 53": ({ method, url }) => {
    const [, , kind = "", id] = url.pathname.split("/");
    const zone = kind === "tags" ? url.pathname.split("/")[4] : id;
    return [
      [
        `route53:${method}`,
        zone === undefined ? "*" : `arn:aws:route53:::${kind === "change" ? "change" : "hostedzone"}/${zone}`,
      ],
    ];
  },
  WAFV2: ({ method, body }, account) => {
    const { Name, Id = "new", ARN, ResourceArn, ResourceARN, LoggingConfiguration, Tags } = JSON.parse(body);
    const kind = method.includes("IPSet") ? "ipset" : "webacl";
    const own = `arn:aws:wafv2:us-east-1:${account}:global/${kind}/${Name}/${Id}`;
    const resource = ARN ?? ResourceArn ?? ResourceARN ?? LoggingConfiguration?.ResourceArn ?? own;
    const tagging: Call[] = Tags !== undefined && method.startsWith("Create") ? [["wafv2:TagResource", resource]] : [];
    const logging: Call[] = method === "PutLoggingConfiguration" ? [["logs:CreateLogDelivery", "*"]] : [];
    return [[`wafv2:${method}`, resource], ...tagging, ...logging];
  },
  CloudWatch: ({ method, url, body }, account) => {
    const form = new URLSearchParams(body.trim());
    const name = form.get("AlarmName") ?? form.get("AlarmNames.member.1") ?? `${environment}-unknown`;
    const dashboard = form.get("DashboardName") ?? form.get("DashboardNames.member.1");
    const resource =
      form.get("ResourceARN") ??
      (method.includes("Dashboard")
        ? `arn:aws:cloudwatch::${account}:dashboard/${dashboard}`
        : `arn:aws:cloudwatch:${regionOf(url)}:${account}:alarm:${name}`);
    const tagging: Call[] =
      form.has("Tags.member.1.Key") && method === "PutMetricAlarm" ? [["cloudwatch:TagResource", resource]] : [];
    return [[`cloudwatch:${method}`, resource], ...tagging];
  },
  SNS: ({ method, url, body }, account) => {
    const form = new URLSearchParams(body.trim());
    const topic = (form.get("SubscriptionArn") ?? "").replace(/:[^:]*$/, "");
    const resource =
      form.get("TopicArn") ??
      form.get("ResourceArn") ??
      (topic || `arn:aws:sns:${regionOf(url)}:${account}:${form.get("Name")}`);
    const tagging: Call[] =
      form.has("Tags.member.1.Key") && method === "CreateTopic" ? [["sns:TagResource", resource]] : [];
    return [[`sns:${method}`, resource], ...tagging];
  },
  Kinesis: ({ method, url, body }, account) => {
    const { StreamName, StreamARN } = JSON.parse(body);
    if (method === "DescribeLimits") return [["kinesis:DescribeLimits", "*"]];
    const resource = StreamARN ?? `arn:aws:kinesis:${regionOf(url)}:${account}:stream/${StreamName}`;
    return [[`kinesis:${method}`, resource]];
  },
  Athena: ({ method, url, body }, account) => {
    const { WorkGroup, Name, ResourceARN } = JSON.parse(body);
    const arn = (name: string) => `arn:aws:athena:${regionOf(url)}:${account}:workgroup/${name}`;
    // A named query is known by its id only; it is checked on its workgroup.
    return [
      [
        `athena:${method}`,
        ResourceARN ?? arn(WorkGroup ?? (method.includes("WorkGroup") ? Name : `${environment}-site`)),
      ],
    ];
  },
  Glue: ({ method, url, body }, account) => {
    const { DatabaseName, DatabaseInput, Name, ResourceArn } = JSON.parse(body);
    const database = DatabaseName ?? DatabaseInput?.Name ?? Name;
    return [[`glue:${method}`, ResourceArn ?? `arn:aws:glue:${regionOf(url)}:${account}:database/${database}`]];
  },
  Budgets: ({ method, body }, account) => {
    const { BudgetName, Budget, NewBudget, ResourceARN } = JSON.parse(body);
    const resource =
      ResourceARN ?? `arn:aws:budgets::${account}:budget/${BudgetName ?? (Budget ?? NewBudget)?.BudgetName}`;
    const action =
      method === "ListTagsForResource" || method === "TagResource"
        ? method
        : method.startsWith("Describe")
          ? "ViewBudget"
          : "ModifyBudget";
    return [[`budgets:${action}`, resource]];
  },
};

/** `eu-west-1` in `ssm.eu-west-1.amazonaws.com`. */
const regionOf = ({ hostname }: URL) => hostname.split(".")[1] ?? "";

/** The resource whose tags a creation sets: a delivery's own, not the source's that it is made from. */
function kindOfTagged(method: string, arn: string, resource: string): string {
  return method === "CreateDelivery" ? `${arn}:delivery:new` : resource;
}

/**
 * S3 operations whose permission has another name.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const s3Actions: Readonly<Record<string, string>> = {
  DeleteBucketEncryption: "PutEncryptionConfiguration",
  DeleteBucketLifecycle: "PutLifecycleConfiguration",
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
  PutBucketLifecycleConfiguration: "PutLifecycleConfiguration",
  PutPublicAccessBlock: "PutBucketPublicAccessBlock",
};

function s3Calls({ method, url, body }: TracedRequest): Call[] {
  const { bucket, key } = bucketAndKey(url);
  if (method === "DeleteObjects") return deletions(bucket, body);
  const resource = `arn:aws:s3:::${bucket}${key === "" ? "" : `/${key}`}`;
  if (method === "DeleteObject" && url.searchParams.has("versionId")) return [["s3:DeleteObjectVersion", resource]];
  // An upload's tags are a header, which Terraform does not log. The stacks tag all objects that they upload.
  const tagging: Call[] =
    method === "PutObject" && !key.endsWith(".tflock") && !key.endsWith(".tfstate")
      ? [["s3:PutObjectTagging", resource]]
      : [];
  return [[`s3:${s3Actions[method] ?? method}`, resource], ...tagging];
}

/** The permissions of a request that deletes many objects: IAM checks each. */
function deletions(bucket: string, body: string): Call[] {
  const objects = [...body.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = ""]) => object);
  if (objects.length === 0) throw new Error(`The log does not show the objects of a deletion: ${body}`);
  return objects.map((object): Call => {
    const key = /<Key>(.*?)<\/Key>/s.exec(object)?.[1] ?? "";
    return [
      object.includes("<VersionId>") ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
      `arn:aws:s3:::${bucket}/${key}`,
    ];
  });
}

function bucketAndKey({ hostname, pathname }: URL): { bucket: string; key: string } {
  const path = decodeURIComponent(pathname.slice(1));
  const [bucket, rest] = hostname.split(/\.s3[.-]/);
  return rest === undefined
    ? { bucket: path.split("/")[0] ?? "", key: path.split("/").slice(1).join("/") }
    : { bucket: bucket ?? "", key: path };
}

function cloudFrontCalls({ method, url, body }: TracedRequest, account: string): Call[] {
  const [, , type = "", ofPath] = url.pathname.split("/");
  const id = ofPath ?? (method === "CreateFunction" ? /<Name>(.*?)<\/Name>/.exec(body)?.[1] : undefined);
  if (method.endsWith("RealtimeLogConfig")) {
    const name = /<(?:Name|ARN)>(?:arn:.*\/)?(.*?)<\/(?:Name|ARN)>/.exec(body)?.[1];
    return [[`cloudfront:${method}`, `arn:aws:cloudfront::${account}:realtime-log-config/${name}`]];
  }
  const resource =
    url.searchParams.get("Resource") ?? `arn:aws:cloudfront::${account}:${arnTypes[type] ?? type}/${id ?? "*"}`;
  if (type !== "distribution" || !/^(Create|Update)/.test(method)) return [[`cloudfront:${method}`, resource]];
  const tagging: Call[] = method === "CreateDistributionWithTags" ? [["cloudfront:TagResource", resource]] : [];
  return [[`cloudfront:${method.replace("WithTags", "")}`, resource], ...tagging, ...associations(body)];
}

/** The resource types whose ARNs have another name than the API's paths. */
const arnTypes: Readonly<Record<string, string>> = {
  // Of monitoring subscriptions.
  distributions: "distribution",
  "field-level-encryption": "field-level-encryption-config",
  "vpc-origin": "vpcorigin",
};

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
  // Operations have versions: GetFunctionUrlConfig20211031.
  if (sent === undefined) return [[`lambda:${method.replace(/\d+(?:v\d)?$/, "")}`, resource]];
  return [
    ["lambda:CreateFunction", resource],
    ["lambda:TagResource", resource],
    ["iam:PassRole", sent.Role],
  ];
}
