import type { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin/index.js";
import { DataAwsInstance } from "@cdktf/provider-aws/lib/data-aws-instance/index.js";
import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import type { NewerArgument } from "../../newer-arguments.ts";
import type { Origin } from "../origin.ts";
import { commonBlock } from "../settings/block.ts";
import type { vpcOriginOptions } from "./options.ts";
import { VpcEndpoints } from "./vpc-endpoints.ts";

export type VpcOriginProps = Omit<WithoutOutputs<z.input<typeof vpcOriginOptions>>, "type">;

/** A server in a private subnet, which only CloudFront reaches. */
export class VpcOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly newerArguments: readonly NewerArgument[];

  constructor(scope: Construct, id: string, props: VpcOriginProps) {
    super(scope, id);
    const { originReadTimeout = 30, originKeepaliveTimeout, ownerAccountId } = props;
    const created = this.#created(scope, props);
    this.block = {
      domainName: props.domainName ?? this.#hostOf(props.arn ?? ""),
      ...commonBlock(this, props),
      vpcOriginConfig: {
        vpcOriginId: created?.id ?? props.vpcOriginId ?? "",
        originReadTimeout,
        ...(originKeepaliveTimeout === undefined ? {} : { originKeepaliveTimeout }),
      },
    };
    this.newerArguments =
      ownerAccountId === undefined ? [] : [{ path: ["vpc_origin_config", "owner_account_id"], value: ownerAccountId }];
  }

  #created(user: Construct, props: VpcOriginProps): CloudfrontVpcOrigin | undefined {
    const { arn, httpPort = 80, httpsPort = 443, originProtocolPolicy = "https-only" } = props;
    if (arn === undefined) return undefined;
    const originSslProtocols = props.originSslProtocols ?? ["TLSv1.2"];
    return VpcEndpoints.of(this).for(user, { arn, httpPort, httpsPort, originProtocolPolicy, originSslProtocols });
  }

  /** The private host name of a load balancer or an instance. */
  #hostOf(arn: string): string {
    if (!arn.includes(":instance/")) return new DataAwsLb(this, "load-balancer", { arn }).dnsName;
    const instanceId = Fn.element(Fn.split("/", arn), 1);
    return new DataAwsInstance(this, "instance", { instanceId }).privateDns;
  }
}
