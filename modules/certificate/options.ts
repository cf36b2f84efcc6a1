import { certificateKeyAlgorithms, certificateNames } from "@featheredge/aws-rules";
import { z } from "zod";
import { hostName } from "../forms.ts";

const { domainNameCharacters, most } = certificateNames;

/**
 * A public certificate of AWS Certificate Manager, which is validated by DNS and so is renewed without anyone's help.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export const certificateOptions = z.strictObject({
  /**
   * The certificate's first name, which may begin with `*.`; at most 64 characters.
   * @default the first alias of the distribution
   */
  domainName: hostName.max(domainNameCharacters).optional(),
  /**
   * Its other names. AWS accepts ten in all unless the account's quota is raised.
   * @default the distribution's other aliases that the domain name doesn't cover
   */
  subjectAlternativeNames: z
    .array(hostName)
    .max(99, `fewer names: ACM accepts ${most} a certificate, and at most 100 where it has raised the quota`)
    .optional(),
  /**
   * The key. CloudFront can use these; an ECDSA key makes handshakes shorter, which RSA's oldest clients can't use.
   * @default RSA_2048
   */
  keyAlgorithm: z.enum(certificateKeyAlgorithms).default("RSA_2048"),
  /**
   * ENABLED lists the certificate in the public logs. Browsers reject certificates that the logs don't list.
   * @default ENABLED
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html#concept-transparency
   */
  certificateTransparencyLoggingPreference: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
});

export type CertificateOptions = z.input<typeof certificateOptions>;
