import { type KnownCertificate, validationRecords } from "./known-certificate.ts";

/** A certificate in ACM's answers, with the members that the loopback corrects. */
export interface DescribedCertificate {
  readonly CertificateArn?: string;
  readonly Status?: string;
  readonly Type?: string;
  readonly KeyAlgorithm?: string;
  readonly [member: string]: unknown;
}

/**
 * A certificate of DescribeCertificate and ListCertificates as ACM describes it, from moto's answer.
 * @param users The ARNs of the distributions that use it.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
 */
export function describeCertificate(
  answered: DescribedCertificate,
  certificate: KnownCertificate,
  users: readonly string[],
): DescribedCertificate {
  const { names, keyAlgorithm, isIssued } = certificate;
  const { NotBefore, NotAfter, IssuedAt, Serial, ...pending } = answered;
  const isRequested = answered.Type === "AMAZON_ISSUED";
  return {
    ...(isIssued ? answered : pending),
    KeyAlgorithm: keyAlgorithm,
    ...(isRequested ? { Status: isIssued ? "ISSUED" : "PENDING_VALIDATION" } : {}),
    ...("SubjectAlternativeNames" in answered ? { SubjectAlternativeNames: names } : {}),
    ...("InUseBy" in answered ? { InUseBy: users } : {}),
    ...("InUse" in answered ? { InUse: users.length > 0 } : {}),
    ...("DomainValidationOptions" in answered ? { DomainValidationOptions: validationOptions(certificate) } : {}),
  };
}

function validationOptions(certificate: KnownCertificate) {
  return validationRecords(certificate).map(({ domainName, name, value }) => ({
    DomainName: domainName,
    ValidationDomain: domainName,
    ValidationStatus: certificate.isIssued ? "SUCCESS" : "PENDING_VALIDATION",
    ValidationMethod: "DNS",
    ResourceRecord: { Name: name, Type: "CNAME", Value: value },
  }));
}
