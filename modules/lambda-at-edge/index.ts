import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DataAwsLambdaFunctions } from "@cdktf/provider-aws/lib/data-aws-lambda-functions/index.js";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { checkCallback, lambdaAtEdgeRunQuotas, type NodeRuntime } from "@featheredge/aws-rules";
import type { FunctionArtifact } from "@featheredge/compiler";
import { DiagnosticError, locate } from "@featheredge/diagnostics";
import { type EnvironmentKeys, setEnvironmentKeys } from "@featheredge/synth";
import { Construct } from "constructs";
import { ImportExisting } from "../import-existing.ts";
import type { KeyValueStore } from "../key-value-store/index.ts";
import { oncePerStack } from "../shared-resources.ts";
import { executionRole } from "./execution-role.ts";

export interface LambdaAtEdgeProps {
  /** 64 characters at most of `[a-zA-Z0-9-_]`, unique in the account. */
  readonly name: string;
  readonly artifact: FunctionArtifact;
  /** By default nodejs22.x, the newest that accepts both async handlers and handlers with a callback. */
  readonly runtime?: NodeRuntime | undefined;
  /** The artifact's zip, below the stack's folder. */
  readonly file: string;
  readonly account: string;
  /** Lambda@Edge functions are made in us-east-1 and nowhere else. */
  readonly usEast1: AwsProvider;
  /** The regions in which a log group with a retention is created, each with its provider. */
  readonly logRegions: Readonly<Record<string, AwsProvider>>;
  readonly logRetentionDays: number;
  /** The KeyValueStore that the function reads. */
  readonly keyValueStore?: Pick<KeyValueStore, "arn" | "filled"> | undefined;
  /** ARNs of objects in S3 that the function reads. @default [] */
  readonly readableObjects?: readonly string[] | undefined;
  /** The environment's keys, for messages about it. */
  readonly environmentKeys?: EnvironmentKeys | undefined;
}

/**
 * A Lambda@Edge function: in us-east-1, as a numbered version, with a role that may write its own logs and read its own
 * secrets. When it is removed, Terraform retains it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html
 */
export class LambdaAtEdge extends Construct {
  /** The ARN with its version, which a behavior's association names. */
  readonly qualifiedArn: string;

  /** @throws DiagnosticError when the handler takes a callback and the runtime does not support callbacks */
  constructor(scope: Construct, id: string, props: LambdaAtEdgeProps) {
    super(scope, id);
    const { name, artifact, runtime = "nodejs22.x", usEast1: provider } = props;
    checkForm(artifact, runtime);
    // A replica logs where it runs, below the name of its home region.
    const logGroup = `/aws/lambda/us-east-1.${name}`;
    // With this, Terraform first takes the function off the distribution, and destroys what the function uses afterwards.
    const lifecycle = { createBeforeDestroy: true };
    const logGroups = Object.entries(props.logRegions).map(
      ([region, regional]) =>
        new CloudwatchLogGroup(this, `logs-${region}`, {
          provider: regional,
          name: logGroup,
          retentionInDays: props.logRetentionDays,
          lifecycle,
        }),
    );
    const { account, keyValueStore, readableObjects } = props;
    const reads = { secrets: artifact.secrets, keyValueStore: keyValueStore?.arn, readableObjects };
    const role = executionRole(this, { name, logGroup, account, ...reads, provider });
    const atOrigin = artifact.event.startsWith("origin");
    const created = new LambdaFunction(this, "Default", {
      provider,
      functionName: name,
      description: `${artifact.event}: ${artifact.handlers.join(", ")}`.slice(0, 256),
      role: role.arn,
      runtime,
      architectures: ["x86_64"],
      handler: "index.handler",
      filename: `\${path.module}/${props.file}`,
      sourceCodeHash: artifact.sourceCodeHash,
      memorySize: 128,
      timeout: lambdaAtEdgeRunQuotas[atOrigin ? "origin-request" : "viewer-request"].timeoutSeconds.value,
      publish: true,
      // AWS refuses to delete the function until it has removed the replicas, hours after the last association is gone.
      // `featheredge prune` deletes it then, so that no apply has to wait.
      skipDestroy: true,
      lifecycle,
      // If a request came before the log groups exist, Lambda would create one without a retention.
      dependsOn: [...logGroups, ...(keyValueStore?.filled ?? [])],
    });
    if (props.environmentKeys !== undefined) setEnvironmentKeys(created, props.environmentKeys);
    // A removed function is retained, so that its name may still be taken.
    const existing = oncePerStack(
      this,
      "existing-functions",
      (stack) => new DataAwsLambdaFunctions(stack, "existing-functions", { provider }),
    );
    new ImportExisting(this, "retained", { resource: created, name, existing, attribute: "function_names" });
    this.qualifiedArn = created.qualifiedArn;
  }
}

function checkForm({ callbackIn }: FunctionArtifact, runtime: string): void {
  const diagnostic = callbackIn === undefined ? undefined : checkCallback(runtime);
  if (callbackIn === undefined || diagnostic === undefined) return;
  throw new DiagnosticError([locate(diagnostic, { file: callbackIn })]);
}
