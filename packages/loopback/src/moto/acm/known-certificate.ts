import { createHash, X509Certificate } from "node:crypto";

/** A certificate that a client of the loopback requested or imported. */
export interface KnownCertificate {
  readonly arn: string;
  /** Its domain name and then its alternative names, each once. */
  readonly names: readonly string[];
  readonly keyAlgorithm: string;
  /** True once all names are validated. */
  readonly isIssued: boolean;
}

/** The CNAME record that proves the control of a domain name. */
export interface ValidationRecord {
  readonly domainName: string;
  /** `_0f3e….www.example.com.` */
  readonly name: string;
  /** `_a91b….acm-validations.aws.` */
  readonly value: string;
}

/**
 * The records that validate a certificate. A wildcard has the record of the name below which it is, and a name has one
 * record for all certificates of an account.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function validationRecords({ arn, names }: Pick<KnownCertificate, "arn" | "names">): ValidationRecord[] {
  const account = arn.split(":")[4] ?? "";
  return names.map((domainName) => {
    const validated = domainName.replace(/^\*\./, "");
    const token = (part: string) => createHash("md5").update(`${account} ${validated} ${part}`).digest("hex");
    return { domainName, name: `_${token("name")}.${validated}.`, value: `_${token("value")}.acm-validations.aws.` };
  });
}

/** The input of RequestCertificate and ImportCertificate, as far as the loopback uses it. */
export interface CertificateInput {
  readonly CertificateArn?: string;
  readonly DomainName?: string;
  readonly SubjectAlternativeNames?: readonly string[];
  readonly KeyAlgorithm?: string;
  readonly ValidationMethod?: string;
  readonly CertificateAuthorityArn?: string;
  /** Of an import: PEM in base64. */
  readonly Certificate?: string;
}

/** A certificate that was requested, before its names are validated; a private authority issues at once. */
export function requestedCertificate(arn: string, input: CertificateInput): KnownCertificate {
  const { DomainName = "", SubjectAlternativeNames = [], KeyAlgorithm = "RSA_2048", CertificateAuthorityArn } = input;
  const names = [...new Set([DomainName, ...SubjectAlternativeNames].map((name) => name.toLowerCase()))];
  return { arn, names, keyAlgorithm: KeyAlgorithm, isIssued: CertificateAuthorityArn !== undefined };
}

/** A certificate that was imported; undefined if it can't be read. */
export function importedCertificate(arn: string, { Certificate = "" }: CertificateInput): KnownCertificate | undefined {
  try {
    const { subjectAltName = "", publicKey } = new X509Certificate(Buffer.from(Certificate, "base64"));
    const names = [...subjectAltName.matchAll(/DNS:([^,\s]+)/g)].map(([, name = ""]) => name.toLowerCase());
    const { modulusLength = 2048, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
    const keyAlgorithm = namedCurve === undefined ? `RSA_${modulusLength}` : `EC_${namedCurve}`;
    return { arn, names, keyAlgorithm, isIssued: true };
  } catch {
    return undefined;
  }
}
