import { z } from "zod";
import { hostName, orOutput } from "../../forms.ts";
import { orReference } from "../../references.ts";
import { commonSettings, internetServer } from "../settings/options.ts";

/** The ARN of a load balancer in the account and region of the stack. */
export const loadBalancerArn = orOutput(
  orReference(
    z
      .string()
      .regex(
        /^arn:aws:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/(app|net)\/.+$/,
        "the ARN of an Application or Network Load Balancer",
      ),
  ),
);

/**
 * An internet-facing load balancer: by its ARN, whose host Terraform looks up, or by a host name of yours that leads to
 * it. With HTTPS, its certificate must cover the host name, or the viewer's if a policy forwards `Host`. So that viewers
 * can't bypass CloudFront, let the load balancer require a secret header (`customHeaders`), or use a `vpc` origin.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
export const loadBalancerOriginOptions = z
  .strictObject({
    type: z.literal("load-balancer"),
    loadBalancerArn: loadBalancerArn.optional(),
    domainName: orOutput(hostName).optional(),
    ...internetServer,
    ...commonSettings,
  })
  .refine(({ loadBalancerArn, domainName }) => (loadBalancerArn === undefined) !== (domainName === undefined), {
    error: "needs either 'loadBalancerArn' or 'domainName'",
    path: ["loadBalancerArn"],
  });
