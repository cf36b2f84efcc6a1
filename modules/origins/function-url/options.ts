import { z } from "zod";
import { hostName, orOutput } from "../../forms.ts";
import { orReference } from "../../references.ts";
import { commonSettings, internetServer, serverTimeouts, signingBehavior } from "../settings/options.ts";

/** Settings of an origin that is the URL of a Lambda function. */
export const functionUrlSettings = {
  signingBehavior,
  ...serverTimeouts,
  ipAddressType: internetServer.ipAddressType,
  ...commonSettings,
};

/**
 * The URL of a Lambda function that exists, with the authorization type `AWS_IAM`, in the account and region of the
 * stack. CloudFront signs each request, and the stack gives the distribution both permissions.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 */
export const functionUrlOriginOptions = z.strictObject({
  type: z.literal("function-url"),
  /** The function's name or ARN. */
  functionName: orOutput(
    orReference(
      z
        .string()
        .regex(
          /^(arn:aws:lambda:[a-z0-9-]+:\d{12}:function:)?[a-zA-Z0-9-_]{1,64}$/,
          "the name of a Lambda function, or its ARN without a version",
        ),
    ),
  ),
  /** The alias that the URL belongs to. @default none */
  qualifier: z
    .string()
    .regex(/^[a-zA-Z0-9-_]{1,128}$/)
    .optional(),
  /** The host of the URL: `abcdefg.lambda-url.eu-west-1.on.aws`. @default Terraform looks it up */
  domainName: orOutput(hostName).optional(),
  ...functionUrlSettings,
});
