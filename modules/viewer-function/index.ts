import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { FunctionArtifact } from "@featheredge/compiler";
import { type EnvironmentKeys, setEnvironmentKeys } from "@featheredge/synth";
import { Construct } from "constructs";
import type { KeyValueStore } from "../key-value-store/index.ts";
import { viewerFunctionLogs } from "./logs.ts";

export interface ViewerFunctionProps {
  /** 64 characters at most of `[a-zA-Z0-9-_]`, unique in the account. */
  readonly name: string;
  readonly artifact: FunctionArtifact;
  /** The artifact's file, below the stack's folder. */
  readonly file: string;
  /** The KeyValueStore that the function reads. AWS accepts one per function. */
  readonly keyValueStore?: Pick<KeyValueStore, "arn" | "filled"> | undefined;
  /** The environment's keys, for messages about it. */
  readonly environmentKeys?: EnvironmentKeys | undefined;
  /**
   * Creates the log group that CloudFront writes `console.log` to, so that its lines expire. CloudFront would create one
   * that keeps them forever.
   * @default none
   */
  readonly logs?: { readonly usEast1: AwsProvider; readonly retentionInDays: number } | undefined;
}

/**
 * A CloudFront Function, published. Its code stays in a separate file: inside a template, Terraform would read each
 * `${` and `%{` of the code as its own.
 */
export class ViewerFunction extends Construct {
  /** The ARN for a behavior's function association. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ViewerFunctionProps) {
    super(scope, id);
    const { name, artifact, file, keyValueStore, logs } = props;
    // The group first, or the first request would make one without a retention.
    const group = logs && viewerFunctionLogs(this, { functionName: name, ...logs });
    const dependsOn = [...(keyValueStore?.filled ?? []), ...(group === undefined ? [] : [group])];
    const created = new CloudfrontFunction(this, "Default", {
      name,
      comment: `${artifact.event}: ${artifact.handlers.join(", ")}`.slice(0, 128),
      runtime: "cloudfront-js-2.0",
      code: `\${file("\${path.module}/${file}")}`,
      publish: true,
      ...(keyValueStore === undefined ? {} : { keyValueStoreAssociations: [keyValueStore.arn] }),
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
      // AWS refuses to delete a function in use; with this, Terraform first takes it off the distribution.
      lifecycle: { createBeforeDestroy: true },
    });
    if (props.environmentKeys !== undefined) setEnvironmentKeys(created, props.environmentKeys);
    this.arn = created.arn;
  }
}
