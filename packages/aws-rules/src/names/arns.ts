import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { regionForm } from "./regions.ts";

const serviceForm = /^[a-z0-9-]+$/;
const partitions = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/** Services whose resources always have a region and an account. */
const regional = ["acm", "firehose", "kinesis", "kms", "lambda", "logs", "secretsmanager", "sns", "sqs", "wafv2"];

/**
 * Returns the reason why a text that begins with `arn:` is not an ARN; undefined when it is one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function checkArn(arn: string): Diagnostic | undefined {
  const mistake = mistakeIn(arn);
  if (mistake === undefined) return undefined;
  return diagnose("FE-STK-024", {
    subject: arn,
    message: `'${arn}' is not an ARN: ${mistake}.`,
    fix: "Copy the ARN from AWS: 'arn:aws:acm:us-east-1:111111111111:certificate/…' has all parts.",
  });
}

function mistakeIn(arn: string): string | undefined {
  const [, partition = "", service = "", region = "", account = "", ...resource] = arn.split(":");
  if (!partitions.includes(partition)) return `'${partition}' is not a partition, such as 'aws'`;
  if (!serviceForm.test(service)) return `'${service}' is not a service`;
  if (region !== "" && !regionForm.test(region)) return `'${region}' is not a region`;
  // AWS's own policies and managed layers have the account 'aws'.
  if (account !== "" && account !== "aws" && !/^\d{12}$/.test(account)) return `'${account}' is not an account id`;
  if (resource.join(":") === "") return "it names no resource";
  if (!regional.includes(service)) return undefined;
  if (region === "") return `an ARN of ${service} has a region`;
  return account === "" ? `an ARN of ${service} has an account` : undefined;
}
