import { permissionsOfType } from "@featheredge/aws-rules";
import { commandPermissions } from "./command-permissions.ts";
import type { TypePermissionsOptions } from "./options.ts";
import { type DeployedResource, statementOf } from "./resource-arns.ts";
import { mergeStatements, type Statement } from "./statement.ts";

/** The facts that the policies of an environment's roles depend on. */
export interface DeployScope {
  /** Twelve digits. */
  readonly account: string;
  /** The environment's name. */
  readonly environment: string;
  /** The home region. */
  readonly region: string;
  /** The bucket with the states. */
  readonly stateBucket: string;
  /** The region of the bucket and of the lock table. */
  readonly stateRegion: string;
  /** The DynamoDB table that also locks states. */
  readonly lockTable?: string | undefined;
  /** The name of the foundation's own stack, which only `bootstrap` changes. */
  readonly foundationStack: string;
  /** The role in the account of the hosted zones, by ARN. */
  readonly dnsRole?: string | undefined;
  /** All resources of the environment's other stacks. */
  readonly resources: readonly DeployedResource[];
  /** The names of the stacks of previews, among those. @default [] */
  readonly previewStacks?: readonly string[] | undefined;
  /** Permissions of types that the table does not have. */
  readonly permissions: Readonly<Record<string, TypePermissionsOptions>>;
  /** The actions that policies of roles in the stacks allow. */
  readonly roleActions: readonly string[];
}

/** The path of everything that the foundation makes in IAM, by which policies keep other roles away from it. */
export const foundationPath = "/featheredge/";

/** The name of a role of the foundation: `featheredge-prod-plan`. */
export function roleName(environment: string, role: "plan" | "apply" | "prune" | "preview" | "boundary"): string {
  return `featheredge-${environment}-${role}`;
}

/** The ARN of the permissions boundary that the apply role must give to each role that it makes. */
export function boundaryArn({ account, environment }: Pick<DeployScope, "account" | "environment">): string {
  return `arn:aws:iam::${account}:policy${foundationPath}${roleName(environment, "boundary")}`;
}

/** The types of the resources for which neither the table nor the environment has permissions. */
export function typesWithoutPermissions({ resources, permissions }: DeployScope): string[] {
  const types = new Set(resources.map(({ type }) => type));
  return [...types].filter((type) => permissionsOfType(type) === undefined && !Object.hasOwn(permissions, type)).sort();
}

/** The plan role: reads states and what a refresh compares with them, and holds the lock of a state. */
export function planPolicy(scope: DeployScope): Statement[] {
  return [...stateStatements(scope, "plan"), ...resourceStatements(scope, ["read"], "Read"), ...assumeDnsRole(scope)];
}

/** The apply role: what the plan role may, and what changes the resources, stores and content of the stacks. */
export function applyPolicy(scope: DeployScope): Statement[] {
  return [
    ...stateStatements(scope, "apply"),
    ...resourceStatements(scope, ["read", "write"], "Deploy"),
    ...assumeDnsRole(scope),
    ...protections(scope),
  ];
}

/** The prune role: reads the states to know which functions are in use, and deletes others that have the environment's name. */
export function prunePolicy(scope: DeployScope): Statement[] {
  const { account, environment } = scope;
  return [
    ...stateStatements(scope, "prune"),
    { sid: "FindFunctions", actions: ["lambda:ListFunctions"], resources: ["*"] },
    {
      sid: "DeleteOwnFunctions",
      actions: ["lambda:DeleteFunction", "lambda:ListTags"],
      resources: [`arn:aws:lambda:us-east-1:${account}:function:${environment}-*`],
    },
  ];
}

/**
 * The preview role: writes what `featheredge preview` writes, which is the entries of KeyValueStores and the objects of
 * the previews' buckets, and reads the states of the previews' stacks to find them. The ARNs of stores are not known before
 * the apply, so it can change the entries of the account's other stores, too.
 */
export function previewPolicy({ account, stateBucket, resources, previewStacks = [] }: DeployScope): Statement[] {
  const names = resources
    .filter(({ stack, type }) => type === "aws_s3_bucket" && previewStacks.includes(stack))
    .flatMap(({ values: { bucket } }) => (typeof bucket === "string" ? [bucket] : []));
  const buckets = [...new Set(names)].sort().map((name) => `arn:aws:s3:::${name}`);
  const states = previewStacks.map((stack) => `arn:aws:s3:::${stateBucket}/${stack}/terraform.tfstate`);
  return [
    { sid: "FindState", actions: ["s3:ListBucket"], resources: [`arn:aws:s3:::${stateBucket}`] },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: states },
    {
      sid: "WriteEntries",
      actions: [
        "cloudfront-keyvaluestore:DescribeKeyValueStore",
        "cloudfront-keyvaluestore:GetKey",
        "cloudfront-keyvaluestore:ListKeys",
        "cloudfront-keyvaluestore:UpdateKeys",
      ],
      resources: [`arn:aws:cloudfront::${account}:key-value-store/*`],
    },
    { sid: "FindObjects", actions: ["s3:ListBucket"], resources: buckets },
    {
      sid: "WriteObjects",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: buckets.map((arn) => `${arn}/*`),
    },
  ];
}

/**
 * The permissions that a role of the stacks can have at most, whatever its policies say: those of the modules' roles and
 * those that the stacks' own policies name.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryPolicy({ stateBucket, roleActions }: DeployScope): Statement[] {
  const never = /^(?:\*|(?:iam|organizations|account|sts):)/;
  const actions = [...new Set([...moduleRoleActions, ...roleActions.filter((action) => !never.test(action))])].sort();
  return [
    { sid: "RunFunctions", actions, resources: ["*"] },
    {
      sid: "NeverEscalate",
      effect: "Deny",
      actions: ["account:*", "iam:*", "organizations:*", "sts:AssumeRole*"],
      resources: ["*"],
    },
    {
      sid: "NeverReadStates",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [`arn:aws:s3:::${stateBucket}`, `arn:aws:s3:::${stateBucket}/*`],
    },
  ];
}

/** The actions of the roles that modules make: see the `execution-role.ts` of Lambda@Edge, and real-time logs. */
const moduleRoleActions = [
  "cloudfront-keyvaluestore:DescribeKeyValueStore",
  "cloudfront-keyvaluestore:GetKey",
  "kinesis:DescribeStream",
  "kinesis:DescribeStreamSummary",
  "kinesis:PutRecord",
  "kinesis:PutRecords",
  "kms:GenerateDataKey",
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "ssm:GetParameter",
] as const;

/**
 * Access to the states of the environment. Terraform's S3 backend lists the bucket, and locks by an object next to each
 * state. `deployments.json` is the record of applies.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
function stateStatements(scope: DeployScope, role: "plan" | "apply" | "prune"): Statement[] {
  const { account, environment, stateBucket, stateRegion, lockTable } = scope;
  const bucket = `arn:aws:s3:::${stateBucket}`;
  const state = `${bucket}/*-${environment}/terraform.tfstate`;
  const record = `${bucket}/${environment}/deployments.json`;
  const statements: Statement[] = [
    { sid: "FindState", actions: ["s3:ListBucket"], resources: [bucket] },
    {
      sid: "ReadState",
      actions: ["s3:GetObject"],
      resources: [state, ...(role === "prune" ? [] : [`${state}.tflock`, record])],
    },
  ];
  if (role === "prune") return statements;
  statements.push({
    sid: "HoldTheStateLock",
    actions: ["s3:DeleteObject", "s3:PutObject"],
    resources: [`${state}.tflock`],
  });
  if (role === "apply") statements.push({ sid: "WriteState", actions: ["s3:PutObject"], resources: [state, record] });
  if (lockTable !== undefined) {
    statements.push({
      sid: "HoldTheTablesLock",
      actions: ["dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem"],
      resources: [`arn:aws:dynamodb:${stateRegion}:${account}:table/${lockTable}`],
    });
  }
  return statements;
}

function resourceStatements(scope: DeployScope, modes: readonly ("read" | "write")[], sidPrefix: string): Statement[] {
  const { resources, permissions } = scope;
  const arnScope = { ...scope, boundary: boundaryArn(scope) };
  const byStack = new Map<string, DeployedResource[]>();
  for (const resource of resources) byStack.set(resource.stack, [...(byStack.get(resource.stack) ?? []), resource]);
  const permitted = resources.flatMap((resource) => {
    const own = permissions[resource.type];
    const grants = [
      ...(permissionsOfType(resource.type)?.grants ?? []),
      ...(own === undefined ? [] : [{ read: own.read, write: own.write, on: own.resources }]),
      ...(modes.includes("write") ? commandPermissions(resource.type) : []),
    ];
    return grants.flatMap((grant) =>
      modes.flatMap((mode) => statementOf(grant, mode, resource, byStack.get(resource.stack) ?? [], arnScope) ?? []),
    );
  });
  return mergeStatements(
    permitted.filter(({ actions }) => actions.length > 0),
    sidPrefix,
  );
}

/** Certificates and records may be in another account, whose role the providers assume. */
function assumeDnsRole({ dnsRole }: DeployScope): Statement[] {
  return dnsRole === undefined ? [] : [{ sid: "AssumeDnsRole", actions: ["sts:AssumeRole"], resources: [dnsRole] }];
}

/** Denials that hold whatever else allows: the apply role can't change what limits it. */
function protections({ account, stateBucket, foundationStack }: DeployScope): Statement[] {
  const bucket = `arn:aws:s3:::${stateBucket}`;
  return [
    {
      sid: "KeepTheFoundation",
      effect: "Deny",
      actions: [
        "iam:Add*",
        "iam:Attach*",
        "iam:Create*",
        "iam:Delete*",
        "iam:Detach*",
        "iam:PassRole",
        "iam:Put*",
        "iam:Remove*",
        "iam:Set*",
        "iam:Tag*",
        "iam:Untag*",
        "iam:Update*",
      ],
      resources: [
        `arn:aws:iam::${account}:role${foundationPath}*`,
        `arn:aws:iam::${account}:policy${foundationPath}*`,
        `arn:aws:iam::${account}:oidc-provider/*`,
      ],
    },
    {
      sid: "KeepTheStateBucket",
      effect: "Deny",
      actions: [
        "s3:DeleteBucket*",
        "s3:DeleteObjectVersion",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      resources: [bucket, `${bucket}/*`],
    },
    {
      sid: "KeepTheFoundationsState",
      effect: "Deny",
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: [`${bucket}/${foundationStack}/*`],
    },
    {
      sid: "NeverEscalate",
      effect: "Deny",
      actions: [
        "account:*",
        "iam:Attach*",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreateUser",
        "iam:DeleteRolePermissionsBoundary",
        "organizations:*",
      ],
      resources: ["*"],
    },
  ];
}
