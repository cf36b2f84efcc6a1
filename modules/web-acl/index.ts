import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set/index.js";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";
import {
  Wafv2WebAclLoggingConfiguration,
  type Wafv2WebAclLoggingConfigurationLoggingFilter,
} from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import { type WebAclOptions, webAclOptions } from "./options.ts";
import { visibility, webAclRules } from "./rules.ts";

type Options = z.output<typeof webAclOptions>;

export type WebAclProps = WebAclOptions & {
  /** 1 to 116 characters of letters, digits, `-` and `_`, unique in the account: AWS takes 128, of which sets need some. */
  readonly name: string;
  /** A provider in us-east-1: web ACLs of CloudFront are there. */
  readonly usEast1: AwsProvider;
  /** Days that the log is kept if the options do not say. */
  readonly logRetentionDays: number;
};

/**
 * An AWS WAF web ACL of scope CLOUDFRONT, with its IP sets and its log.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
 */
export class WebAcl extends Construct {
  readonly webAcl: Wafv2WebAcl;
  /** The ARN that a distribution's `webAclId` takes. */
  readonly arn: string;

  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, { name, usEast1: provider, logRetentionDays, ...given }: WebAclProps) {
    super(scope, id);
    const options = webAclOptions.parse(given);
    const ipSets = new Map(options.ipRules.map((rule) => [rule.name, this.#ipSets(name, provider, rule)]));
    this.webAcl = new Wafv2WebAcl(this, "Default", {
      provider,
      name,
      scope: "CLOUDFRONT",
      defaultAction: options.defaultAction === "allow" ? { allow: {} } : { block: {} },
      rule: webAclRules(options, ipSets),
      visibilityConfig: visibility(name),
      ...(options.bodyInspectionLimit === 16
        ? {}
        : {
            associationConfig: {
              requestBody: [{ cloudfront: { defaultSizeInspectionLimit: `KB_${options.bodyInspectionLimit}` } }],
            },
          }),
      // AWS rejects deleting one in use; with this, Terraform first takes it off the distributions.
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = this.webAcl.arn;
    if (options.logging !== false) this.#log(name, provider, options.logging, logRetentionDays);
  }

  /** The ARNs of an address rule's sets: a set holds addresses of one version. */
  #ipSets(name: string, provider: AwsProvider, rule: Options["ipRules"][number]): string[] {
    return (["IPV4", "IPV6"] as const).flatMap((ipAddressVersion) => {
      const addresses = rule.addresses.filter((range) => range.includes(":") === (ipAddressVersion === "IPV6"));
      if (addresses.length === 0) return [];
      const version = ipAddressVersion.toLowerCase();
      return new Wafv2IpSet(this, `${rule.name}-${version}`, {
        provider,
        name: `${name}-${rule.name}-${version}`,
        scope: "CLOUDFRONT",
        ipAddressVersion,
        addresses,
        // AWS rejects deleting one that a web ACL uses.
        lifecycle: { createBeforeDestroy: true },
      }).arn;
    });
  }

  #log(
    name: string,
    provider: AwsProvider,
    { retentionInDays, redactedHeaders, keep }: Exclude<Options["logging"], false>,
    logRetentionDays: number,
  ): void {
    const group = new CloudwatchLogGroup(this, "logs", {
      provider,
      // AWS WAF writes only to groups whose names start so.
      name: `aws-waf-logs-${name}`,
      retentionInDays: retentionInDays ?? logRetentionDays,
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      provider,
      resourceArn: this.arn,
      logDestinationConfigs: [group.arn],
      ...(redactedHeaders.length === 0
        ? {}
        : { redactedFields: redactedHeaders.map((header) => ({ singleHeader: { name: header.toLowerCase() } })) }),
      ...(keep === "all" ? {} : { loggingFilter: onlyBlocked }),
    });
  }
}

const onlyBlocked: Wafv2WebAclLoggingConfigurationLoggingFilter = {
  defaultBehavior: "DROP",
  filter: [
    {
      behavior: "KEEP",
      requirement: "MEETS_ANY",
      condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
    },
  ],
};
