import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import type { Construct } from "constructs";
import type { Statement } from "./statement.ts";

/** Adds Terraform's form of a policy, which people can review. @returns its JSON, as a reference */
export function policyDocumentData(scope: Construct, id: string, statements: readonly Statement[]): string {
  return new DataAwsIamPolicyDocument(scope, id, {
    statement: statements.map(({ sid, effect, actions, resources, conditions = [] }) => ({
      sid,
      ...(effect === "Deny" ? { effect } : {}),
      actions: [...actions],
      resources: [...resources],
      ...(conditions.length === 0
        ? {}
        : { condition: conditions.map((condition) => ({ ...condition, values: [...condition.values] })) }),
    })),
  }).json;
}
