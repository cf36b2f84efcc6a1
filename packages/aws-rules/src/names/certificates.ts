import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";

/** The names of an ACM certificate. The domain name is the certificate's common name, which X.509 limits to 64 characters. */
export const certificateNames = {
  domainNameCharacters: 64,
  nameCharacters: 253,
  /** Domain names of one certificate, by default; AWS raises it to 100 on request. */
  most: 10,
  ...readOn("2026-11", "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html"),
} as const;

/**
 * The keys that ACM makes and that CloudFront can use. ACM's larger RSA keys and its P-521 keys are for other services.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export const certificateKeyAlgorithms = ["RSA_2048", "EC_prime256v1", "EC_secp384r1"] as const;

/**
 * True if a certificate's names cover an alias. A wildcard covers names with exactly one more label, so `*.example.com`
 * covers neither `example.com` nor `a.b.example.com`, and a wildcard alias needs the same wildcard.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
 */
export function isCovered(alias: string, names: readonly string[]): boolean {
  const wanted = alias.toLowerCase();
  const covering = [wanted, wanted.replace(/^[^.]*\./, "*.")];
  return names.some((name) => covering.includes(name.toLowerCase()));
}

/**
 * Returns the reason why CloudFront rejects aliases with a certificate of these names; undefined if it accepts them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements
 */
export function checkCoverage(aliases: readonly string[], names: readonly string[]): Diagnostic | undefined {
  const uncovered = aliases.filter((alias) => !isCovered(alias, names));
  if (uncovered.length === 0) return undefined;
  return diagnose("FE-DST-037", {
    subject: uncovered.join(", "),
    message: `The certificate for ${names.join(", ")} does not cover ${uncovered.join(", ")}. '*' covers one label.`,
    fix: "Add each to the certificate's subjectAlternativeNames, or remove the alias.",
    page: pages.alternateNames,
  });
}

/** The names that the options of a certificate give it. */
export interface NamedCertificate {
  readonly domainName?: string | undefined;
  readonly subjectAlternativeNames?: readonly string[] | undefined;
}

/**
 * The names of a certificate: its domain name, and then its alternative names. The aliases replace what the options omit;
 * an alias that the domain name covers needs no other name.
 *
 * @returns an empty list without a domain name and aliases
 */
export function certificateNamesFor(
  { domainName, subjectAlternativeNames }: NamedCertificate,
  aliases: readonly string[],
): readonly string[] {
  const first = domainName ?? aliases[0];
  if (first === undefined) return [];
  const others = subjectAlternativeNames ?? aliases.filter((alias) => !isCovered(alias, [first]));
  return [...new Set([first, ...others])];
}
