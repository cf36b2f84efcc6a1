import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function/index.js";
import { LambdaFunctionUrl } from "@cdktf/provider-aws/lib/lambda-function-url/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";

export interface LambdaApiProps {
  /** At most 64 characters of `[a-zA-Z0-9-_]`, unique in the account and region. */
  readonly name: string;
  readonly description: string;
  /** The zip with `index.js`, in the stack's folder. */
  readonly file: string;
  /** The base64 SHA-256 of the zip. */
  readonly sourceCodeHash: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly logRetentionDays: number;
  /** Environment variables of the function. @default {} */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A permission of the function's role. */
export interface Permission {
  /** Unique among the API's: letters and digits. */
  readonly sid: string;
  /** Such as `dynamodb:Query`. */
  readonly actions: readonly string[];
  /** ARNs. */
  readonly resources: readonly string[];
}

/**
 * An HTTP API: a Lambda function with a URL that only signed requests may use, a role that may write the function's own
 * logs and nothing else, and a log group with a retention.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export class LambdaApi extends Construct {
  readonly functionName: string;
  /** The host of the function's URL: `abcdefg.lambda-url.eu-west-1.on.aws`. */
  readonly domainName: string;
  /** The Terraform resource, to override attributes. */
  readonly lambda: LambdaFunction;
  readonly role: IamRole;
  readonly #variables: Record<string, string>;

  constructor(scope: Construct, id: string, props: LambdaApiProps) {
    super(scope, id);
    const { name } = props;
    const logs = new CloudwatchLogGroup(this, "logs", {
      name: `/aws/lambda/${name}`,
      retentionInDays: props.logRetentionDays,
    });
    this.role = this.#role(name, logs);
    this.#variables = { ...props.environment };
    this.lambda = new LambdaFunction(this, "Default", {
      functionName: name,
      description: props.description,
      role: this.role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: `\${path.module}/${props.file}`,
      sourceCodeHash: props.sourceCodeHash,
      memorySize: props.memoryMb,
      timeout: props.timeoutSeconds,
      // Lambda writes to the group of this name, which it would create without a retention.
      dependsOn: [logs],
    });
    this.#putVariables();
    const url = new LambdaFunctionUrl(this, "url", {
      functionName: this.lambda.functionName,
      authorizationType: "AWS_IAM",
    });
    this.functionName = this.lambda.functionName;
    this.domainName = Fn.trimsuffix(Fn.trimprefix(url.functionUrl, "https://"), "/");
  }

  /** Sets an environment variable of the function. */
  setVariable(name: string, value: string): void {
    this.#variables[name] = value;
    this.#putVariables();
  }

  /** Gives the function's role a permission. */
  allow({ sid, actions, resources }: Permission): void {
    const statement = [{ sid, actions: [...actions], resources: [...resources] }];
    const { json } = new DataAwsIamPolicyDocument(this, `permissions:${sid}`, { statement });
    new IamRolePolicy(this, `role-policy:${sid}`, { role: this.role.id, name: sid, policy: json });
  }

  #putVariables(): void {
    if (Object.keys(this.#variables).length > 0) this.lambda.putEnvironment({ variables: { ...this.#variables } });
  }

  /** The log group exists before the function, so the role need not create groups. */
  #role(name: string, logs: CloudwatchLogGroup): IamRole {
    const trust = new DataAwsIamPolicyDocument(this, "trust", {
      statement: [
        { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }] },
      ],
    });
    const permissions = new DataAwsIamPolicyDocument(this, "permissions", {
      statement: [
        { sid: "OwnLogs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logs.arn}:*`] },
      ],
    });
    const role = new IamRole(this, "role", { name, assumeRolePolicy: trust.json });
    new IamRolePolicy(this, "role-policy", { role: role.id, name: "own-logs", policy: permissions.json });
    return role;
  }
}
