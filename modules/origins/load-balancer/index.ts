import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import type { NewerArgument } from "../../newer-arguments.ts";
import type { Origin } from "../origin.ts";
import { commonBlock, newerServerArguments, serverBlock } from "../settings/block.ts";
import type { loadBalancerOriginOptions } from "./options.ts";

export type LoadBalancerOriginProps = Omit<WithoutOutputs<z.input<typeof loadBalancerOriginOptions>>, "type">;

/** An internet-facing load balancer. */
export class LoadBalancerOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly newerArguments: readonly NewerArgument[];

  constructor(scope: Construct, id: string, props: LoadBalancerOriginProps) {
    super(scope, id);
    const { loadBalancerArn: arn, domainName } = props;
    this.block = {
      domainName: domainName ?? new DataAwsLb(this, "load-balancer", arn === undefined ? {} : { arn }).dnsName,
      ...commonBlock(this, props),
      customOriginConfig: serverBlock(props),
    };
    this.newerArguments = newerServerArguments(props);
  }
}
