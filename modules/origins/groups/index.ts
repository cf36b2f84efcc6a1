import type { CloudfrontDistributionOriginGroup } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import type { z } from "zod";
import type { originGroupOptions } from "./options.ts";

/** Terraform's arguments of an origin group. */
export function originGroupBlock(
  originId: string,
  { members, statusCodes }: z.output<typeof originGroupOptions>,
): CloudfrontDistributionOriginGroup {
  return {
    originId,
    failoverCriteria: { statusCodes: [...statusCodes] },
    member: members.map((member) => ({ originId: member })),
  };
}
