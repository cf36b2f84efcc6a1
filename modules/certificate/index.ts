import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate/index.js";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation/index.js";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import { certificateNamesFor } from "@featheredge/aws-rules";
import { setEnvironmentKeys } from "@featheredge/synth";
import { type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { type HostedZones, providerOf } from "../hosted-zones/index.ts";
import { type CertificateOptions, certificateOptions } from "./options.ts";

export type { CertificateOptions } from "./options.ts";

export interface CertificateProps extends CertificateOptions {
  /** The aliases that the certificate covers where the options name none. @default [] */
  readonly aliases?: readonly string[] | undefined;
  /** The zones that get the records that validate the certificate. */
  readonly hostedZones: HostedZones;
  /** A provider of us-east-1, from which CloudFront gets certificates. @default the stack's default provider */
  readonly usEast1?: TerraformProvider | undefined;
  /** The certificate's key in an environment, for messages: `distributions.site.certificate`. */
  readonly key?: string | undefined;
}

/** Seconds that resolvers keep a validation record. It never changes for a name of an account. */
const validationTtl = 300;

/**
 * A certificate of ACM, with the DNS records that validate it now and at each renewal. A change of its names makes a new
 * certificate first, so that no viewer meets a distribution without one.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class Certificate extends Construct {
  readonly certificate: AcmCertificate;
  /** The ARN, as a reference that waits until ACM has issued the certificate: a distribution rejects it earlier. */
  readonly arn: string;

  /**
   * @throws ZodError when an option has a wrong form
   * @throws Error when a name is in none of the hosted zones
   */
  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { aliases = [], hostedZones, usEast1, key } = props;
    const { keyAlgorithm, certificateTransparencyLoggingPreference, ...named } = optionsOf(props);
    const names = certificateNamesFor(named, aliases);
    const [domainName, ...others] = names;
    if (domainName === undefined) throw new Error("A certificate needs a domainName, or a distribution with aliases.");
    this.certificate = new AcmCertificate(this, "Default", {
      domainName,
      ...(others.length === 0 ? {} : { subjectAlternativeNames: others }),
      validationMethod: "DNS",
      keyAlgorithm,
      ...(certificateTransparencyLoggingPreference === "ENABLED"
        ? {}
        : { options: { certificateTransparencyLoggingPreference } }),
      lifecycle: { createBeforeDestroy: true },
      ...providerOf(usEast1),
    });
    if (key !== undefined) setEnvironmentKeys(this.certificate, { resource: key, attributes: {} });
    const records = this.#validate(names, hostedZones);
    this.arn = new AcmCertificateValidation(this, "validation", {
      certificateArn: this.certificate.arn,
      validationRecordFqdns: records.map(({ fqdn }) => fqdn),
      ...providerOf(usEast1),
    }).certificateArn;
  }

  /** `*.example.com` and `example.com` have the same record, which is made once. */
  #validate(names: readonly string[], hostedZones: HostedZones): Route53Record[] {
    const validated = new Map(names.map((name) => [name.replace(/^\*\./, ""), name]));
    return [...validated].map(
      ([base, name]) =>
        new Route53Record(this, `${base}-validation`, {
          zoneId: hostedZones.idFor(base),
          name: this.#option(name, "resource_record_name"),
          type: "CNAME",
          ttl: validationTtl,
          records: [this.#option(name, "resource_record_value")],
          // The record is the same for each certificate of the name in this account.
          allowOverwrite: true,
          ...providerOf(hostedZones.provider),
        }),
    );
  }

  /** A template, since the provider has the records of all names in one set. */
  #option(name: string, attribute: string): string {
    const options = `aws_acm_certificate.${this.certificate.friendlyUniqueId}.domain_validation_options`;
    return Token.asString(`\${[for option in ${options} : option.${attribute} if option.domain_name == "${name}"][0]}`);
  }
}

function optionsOf(props: CertificateProps) {
  const { domainName, subjectAlternativeNames, keyAlgorithm, certificateTransparencyLoggingPreference } = props;
  return certificateOptions.parse({
    domainName,
    subjectAlternativeNames,
    keyAlgorithm,
    certificateTransparencyLoggingPreference,
  });
}
