import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";

/**
 * A statement that lets CloudFront do something on behalf of one distribution.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-origin.html
 */
export function allowCloudFront(
  sid: string,
  actions: readonly string[],
  resource: string,
  distributionArn: string,
): DataAwsIamPolicyDocumentStatement {
  return {
    sid,
    actions: [...actions],
    resources: [resource],
    principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
    condition: [{ test: "StringEquals", variable: "AWS:SourceArn", values: [distributionArn] }],
  };
}

/** A statement that {@link allowCloudFront} describes, as JSON for a policy that another team manages. */
export function statementJson(statement: DataAwsIamPolicyDocumentStatement, distributionArn: string): string {
  const { sid, actions, resources } = statement;
  return JSON.stringify({
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: actions,
    Resource: resources,
    Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  });
}
