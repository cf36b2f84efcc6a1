import { z } from "zod";
import { hostName } from "../forms.ts";
import { orReference } from "../references.ts";

/** A Route 53 hosted zone, which exists: a zone outlives the sites in it, and its name servers are registered elsewhere. */
export const hostedZoneOptions = z.strictObject({
  /** The zone's domain name, such as `example.com`. */
  name: hostName,
  /**
   * The zone's id. Terraform finds the public zone by its name if it is omitted.
   * @default the id of the one public zone of this name
   */
  zoneId: orReference(
    z.string().regex(/^Z[A-Z0-9]{1,31}$/, "a hosted zone's id, such as 'Z0123456789ABCDEFGHIJ'"),
  ).optional(),
});

/**
 * The hosted zones that names belong to. A name is in the zone with the longest name that it ends with.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html
 */
export const hostedZones = z
  .array(hostedZoneOptions)
  .min(1)
  .refine(
    (zones) => new Set(zones.map(({ name }) => name)).size === zones.length,
    "each zone once: two entries have the same name",
  );

/**
 * The DNS of an environment: its hosted zones, and the role in their account.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/Welcome.html
 */
export const dnsOptions = z.strictObject({
  /** The zones that aliases and certificates belong to. */
  hostedZones,
  /**
   * The role that Terraform assumes where the zones are in another account. It needs `route53:ListHostedZones`,
   * `GetHostedZone`, `GetChange`, `ListResourceRecordSets`, `ChangeResourceRecordSets` and `ListTagsForResource`.
   * @default none: the zones are in the environment's account
   * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#assuming-an-iam-role
   */
  assumeRole: z
    .strictObject({
      roleArn: z
        .string()
        .regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "the ARN of an IAM role, in the account of the zones"),
      /** @default none */
      externalId: z
        .string()
        .regex(/^[\w+=,.@:/-]{2,1224}$/, "2 to 1,224 letters, digits and '+=,.@:/-'")
        .optional(),
      /** Shown in CloudTrail. @default a name that the provider makes */
      sessionName: z
        .string()
        .regex(/^[\w+=,.@-]{2,64}$/, "2 to 64 letters, digits and '+=,.@-'")
        .optional(),
    })
    .optional(),
});

export type DnsOptions = z.input<typeof dnsOptions>;
export type HostedZoneOptions = z.input<typeof hostedZoneOptions>;
