import { DataAwsCloudfrontRealtimeLogConfig } from "@cdktf/provider-aws/lib/data-aws-cloudfront-realtime-log-config/index.js";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { oncePerStack } from "../shared-resources.ts";

/** The ARN of a real-time log configuration that exists. Terraform looks it up by its name, once in a stack. */
export function realtimeLogConfigArn(scope: Construct, nameOrArn: string): string {
  if (nameOrArn.startsWith("arn:") || Token.isUnresolved(nameOrArn)) return nameOrArn;
  const id = `realtime-log-config:${nameOrArn}`;
  return oncePerStack(scope, id, (stack) => new DataAwsCloudfrontRealtimeLogConfig(stack, id, { name: nameOrArn })).arn;
}
