import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { Construct } from "constructs";
import { policyDocumentData } from "./document.ts";
import type { DnsRoleOptions } from "./options.ts";
import { foundationPath, roleName } from "./policies.ts";
import type { Statement } from "./statement.ts";

export interface DnsRolesProps {
  /** By the name of the environment that assumes each. */
  readonly roles: Readonly<Record<string, DnsRoleOptions>>;
}

/**
 * Roles in the account of the hosted zones, one for each environment. An environment names its own as
 * `dns.assumeRole.roleArn`.
 */
export class DnsRoles extends Construct {
  /** The ARNs, by environment. */
  readonly arns: Readonly<Record<string, string>>;

  constructor(parent: Construct, id: string, { roles }: DnsRolesProps) {
    super(parent, id);
    this.arns = Object.fromEntries(
      Object.entries(roles).map(([environment, options]) => [environment, this.#role(environment, options)]),
    );
  }

  #role(environment: string, options: DnsRoleOptions): string {
    const trust = new DataAwsIamPolicyDocument(this, `${environment}-trust`, {
      statement: [
        {
          actions: ["sts:AssumeRole"],
          // IAM rejects a trust policy that names a role which does not exist yet; a condition may.
          principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${options.account}:root`] }],
          condition: [
            {
              test: "ArnEquals",
              variable: "aws:PrincipalArn",
              values: (["plan", "apply"] as const).map(
                (role) => `arn:aws:iam::${options.account}:role${foundationPath}${roleName(environment, role)}`,
              ),
            },
          ],
        },
      ],
    });
    const role = new IamRole(this, environment, {
      name: `featheredge-dns-${environment}`,
      path: foundationPath,
      description: `Changes the records of ${environment}, and nothing else`,
      assumeRolePolicy: trust.json,
    });
    new IamRolePolicy(this, `${environment}-policy`, {
      role: role.id,
      name: "change-records",
      policy: policyDocumentData(this, `${environment}-permissions`, dnsPolicy(options)),
    });
    return role.arn;
  }
}

/** The permissions of a DNS role. @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html */
function dnsPolicy({ zoneIds, recordNames }: DnsRoleOptions): Statement[] {
  const zones = zoneIds.map((id) => `arn:aws:route53:::hostedzone/${id}`);
  return [
    { sid: "FindZones", actions: ["route53:ListHostedZones"], resources: ["*"] },
    { sid: "FollowChanges", actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
    {
      sid: "ReadRecords",
      actions: ["route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"],
      resources: zones,
    },
    {
      sid: "ChangeRecords",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: zones,
      conditions: [
        {
          test: "ForAllValues:StringLike",
          variable: "route53:ChangeResourceRecordSetsNormalizedRecordNames",
          values: recordNames,
        },
      ],
    },
  ];
}
