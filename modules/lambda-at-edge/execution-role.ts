import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { Construct } from "constructs";

export interface ExecutionRoleProps {
  readonly name: string;
  readonly logGroup: string;
  readonly account: string;
  /** Names of SSM parameters in us-east-1. */
  readonly secrets: readonly string[];
  /** The ARN of the KeyValueStore that the function reads. */
  readonly keyValueStore?: string | undefined;
  /** ARNs of objects in S3 that the function reads. @default [] */
  readonly readableObjects?: readonly string[] | undefined;
  readonly provider: AwsProvider;
}

/**
 * The role that a function runs with. It has no permission for KMS and needs none for parameters that are encrypted with
 * AWS's own key `aws/ssm`, which every role that may read the parameter may use.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export function executionRole(scope: Construct, props: ExecutionRoleProps): IamRole {
  const { provider, account, readableObjects = [] } = props;
  const trust = new DataAwsIamPolicyDocument(scope, "trust", {
    statement: [
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["edgelambda.amazonaws.com", "lambda.amazonaws.com"] }],
      },
    ],
  });
  // Replicas run in any region, and create their log group there if it is missing.
  const logs = `arn:aws:logs:*:${account}:log-group:${props.logGroup}`;
  const secrets = props.secrets.map((name) => parameterArn(account, name));
  const permissions = new DataAwsIamPolicyDocument(scope, "permissions", {
    statement: [
      {
        sid: "OwnLogs",
        actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logs, `${logs}:*`],
      },
      ...(secrets.length === 0 ? [] : [{ sid: "OwnSecrets", actions: ["ssm:GetParameter"], resources: secrets }]),
      ...(props.keyValueStore === undefined ? [] : [readingStatement(props.keyValueStore)]),
      ...(readableObjects.length === 0
        ? []
        : [{ sid: "OwnObjects", actions: ["s3:GetObject"], resources: [...readableObjects] }]),
    ],
  });
  // Terraform destroys it after the distribution has stopped using the function, which needs the role until then.
  const lifecycle = { createBeforeDestroy: true };
  const role = new IamRole(scope, "role", { provider, name: props.name, assumeRolePolicy: trust.json, lifecycle });
  new IamRolePolicy(scope, "role-policy", {
    provider,
    role: role.id,
    name: "own-logs-and-secrets",
    policy: permissions.json,
    lifecycle,
  });
  return role;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfrontkeyvaluestore.html */
function readingStatement(store: string) {
  return {
    sid: "OwnKeyValueStore",
    actions: ["cloudfront-keyvaluestore:DescribeKeyValueStore", "cloudfront-keyvaluestore:GetKey"],
    resources: [store],
  };
}

/** The ARN of a parameter. Its name is joined by one slash, whether or not it begins with a slash itself. */
function parameterArn(account: string, name: string): string {
  return `arn:aws:ssm:us-east-1:${account}:parameter/${name.replace(/^\//, "")}`;
}
