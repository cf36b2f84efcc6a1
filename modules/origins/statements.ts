import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import type { z } from "zod";
import { accessLevelActions, type originAccessLevels } from "./settings/options.ts";

type Levels = z.output<typeof originAccessLevels>;

/**
 * A statement that lets CloudFront do something on behalf of one distribution, or of those that a `*` at the end of the
 * ARN stands for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-origin.html
 */
export function allowCloudFront(
  sid: string,
  actions: readonly string[],
  resource: string | readonly string[],
  distributionArn: string,
): DataAwsIamPolicyDocumentStatement {
  return {
    sid,
    actions: [...actions],
    resources: [resource].flat(),
    principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
    condition: [
      {
        test: distributionArn.endsWith("*") ? "StringLike" : "StringEquals",
        variable: "AWS:SourceArn",
        values: [distributionArn],
      },
    ],
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

/** The statement of a bucket's policy that gives a distribution its access. */
export function bucketStatement(
  bucketArn: string,
  distributionArn: string,
  levels: Levels = ["READ"],
): DataAwsIamPolicyDocumentStatement {
  const objects = levels.some((level) => level !== "LIST") ? [`${bucketArn}/*`] : [];
  const bucket = levels.includes("LIST") ? [bucketArn] : [];
  return allowCloudFront(
    levels.every((level) => level.startsWith("READ")) ? "CloudFrontReads" : "CloudFrontUses",
    levels.map((level) => accessLevelActions[level]),
    [...objects, ...bucket],
    distributionArn,
  );
}

/** The statement of a key's policy for the objects of a bucket: writing encrypts them. */
export function keyStatement(distributionArn: string, levels: Levels = ["READ"]): DataAwsIamPolicyDocumentStatement {
  const writes = levels.includes("WRITE") ? ["kms:GenerateDataKey*"] : [];
  return allowCloudFront("CloudFrontDecrypts", ["kms:Decrypt", ...writes], "*", distributionArn);
}
