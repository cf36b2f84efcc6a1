import { z } from "zod";
import { hostName, orOutput } from "../../forms.ts";
import { orReference } from "../../references.ts";
import { commonSettings, serverProtocol, serverTimeouts } from "../settings/options.ts";

/**
 * A server in a private subnet: an internal load balancer or an instance, by its ARN, for which the stack creates a VPC
 * origin that its distributions share; or a VPC origin that exists, by its id.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const vpcOriginOptions = z
  .strictObject({
    type: z.literal("vpc"),
    /** An internal Application or Network Load Balancer or an EC2 instance, in the account and region of the stack. */
    arn: orOutput(
      orReference(
        z
          .string()
          .regex(
            /^arn:aws:(elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/(app|net)|ec2:[a-z0-9-]+:\d{12}:instance)\/.+$/,
            "the ARN of a load balancer or an EC2 instance",
          ),
      ),
    ).optional(),
    /** The id of a VPC origin that exists: `vo_Bc1dE2fGhIjKlMnOpQrStU`. */
    vpcOriginId: orOutput(
      orReference(z.string().regex(/^vo_[A-Za-z0-9]+$/, "an id such as 'vo_Bc1dE2fGhI'")),
    ).optional(),
    /** The account that shares the VPC origin. Needs AWS provider 6.28. @default the environment's */
    ownerAccountId: z
      .string()
      .regex(/^\d{12}$/, "an AWS account id is a string of 12 digits")
      .optional(),
    /** The `Host` of requests that forward no other. @default the host of the load balancer or instance */
    domainName: orOutput(hostName).optional(),
    ...serverProtocol,
    ...serverTimeouts,
    ...commonSettings,
  })
  .refine(({ arn, vpcOriginId }) => (arn === undefined) !== (vpcOriginId === undefined), {
    error: "needs either 'arn', of the server, or 'vpcOriginId', of a VPC origin that exists",
    path: ["arn"],
  })
  .refine(({ vpcOriginId, domainName }) => vpcOriginId === undefined || domainName !== undefined, {
    error: "is missing: it is the host of the server behind the VPC origin",
    path: ["domainName"],
  });
