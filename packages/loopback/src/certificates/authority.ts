import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { nameConstraintsId, type PermittedNames, permittedNames } from "./permitted-names.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 60 * 60 * 1000;

/** The number of certificates that are kept, each for a host that a client named. */
const keptContexts = 256;

/** The name in the certificate for all other hosts, as on CloudFront. */
const defaultName = "*.cloudfront.net";

/** A certificate authority that only clients of the loopback are configured to trust. */
export interface Authority {
  /**
   * The authority's certificate in PEM, which clients must trust. Name constraints limit it to the sites that the loopback
   * serves, so a client that trusts it trusts it for no other site.
   */
  readonly certificate: string;
  /**
   * Gets a certificate and key for one host, or for `*.cloudfront.net` when the host is not permitted. It is made on first
   * use.
   * @param host - The name that the client sends in SNI.
   */
  secureContext(host: string): Promise<SecureContext>;
  /**
   * Replaces the aliases that may be certified in addition to the names of AWS and of this machine. The authority's
   * certificate is issued again with the same key and validity, so that earlier copies stay trusted for their names.
   * @returns true if the certificate has changed.
   */
  permit(aliases: Iterable<string>): Promise<boolean>;
}

/** The certificate and key of an authority, in PEM. The key is worthless where the certificate is not trusted. */
export interface AuthorityFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Makes an authority whose key never leaves this process, so that it is worthless once the process has ended. */
export async function createAuthority(now: Date): Promise<Authority> {
  return openAuthority(await generateAuthority(now));
}

/**
 * Makes an authority's key (ECDSA P-256) and certificate.
 * @param now - The certificate is valid from a day before, for clocks that are slow, until thirty days after.
 */
export async function generateAuthority(now: Date): Promise<AuthorityFiles> {
  const keys = await generateKeys();
  const notBefore = new Date(now.getTime() - day);
  const notAfter = new Date(now.getTime() + 30 * day);
  const certificate = await issueAuthority(keys, permittedNames([]), { notBefore, notAfter });
  return { certificate: certificate.toString("pem"), key: await exportKey(keys.privateKey) };
}

/** True if an authority's certificate, in PEM, has name constraints. Those of earlier versions have none. */
export function hasNameConstraints(certificate: string): boolean {
  return new X509Certificate(certificate).getExtension(nameConstraintsId) !== null;
}

/** Opens an authority. All of its leaf certificates share one new key and are valid as long as the authority's. */
export async function openAuthority(files: AuthorityFiles): Promise<Authority> {
  let certificate = new X509Certificate(files.certificate);
  const { notBefore, notAfter } = certificate;
  const pkcs8 = PemConverter.decodeFirst(files.key);
  const privateKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
  const publicKey = (await certificate.publicKey.export()) as webcrypto.CryptoKey;
  const leafKeys = await generateKeys();
  const key = await exportKey(leafKeys.privateKey);
  const issue = async (host: string) => {
    const leaf = await issueLeaf(host, certificate, privateKey, leafKeys.publicKey, { notBefore, notAfter });
    return createSecureContext({ key, cert: leaf.toString("pem") });
  };
  /** The least recently used first. */
  const contexts = new Map<string, Promise<SecureContext>>();
  let permitted = permittedNames([]);
  return {
    get certificate() {
      return certificate.toString("pem");
    },
    secureContext(host) {
      const name = permitted.has(host) ? host.toLowerCase() : defaultName;
      const context = contexts.get(name) ?? issue(name);
      contexts.delete(name);
      contexts.set(name, context);
      for (const oldest of contexts.keys()) {
        if (contexts.size <= keptContexts) break;
        contexts.delete(oldest);
      }
      return context;
    },
    async permit(aliases) {
      const names = permittedNames(aliases);
      permitted = names;
      const issued = certificate.getExtension(nameConstraintsId);
      if (issued !== null && Buffer.from(issued.value).equals(names.constraints)) return false;
      const next = await issueAuthority({ privateKey, publicKey }, names, { notBefore, notAfter });
      // Another call may have replaced the names meanwhile.
      if (permitted !== names) return false;
      certificate = next;
      return true;
    },
  };
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

function issueAuthority(
  keys: webcrypto.CryptoKeyPair,
  { constraints }: PermittedNames,
  validity: Validity,
): Promise<X509Certificate> {
  return X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: "CN=Featheredge loopback, O=Featheredge",
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new Extension(nameConstraintsId, true, constraints),
    ],
  });
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

function issueLeaf(
  host: string,
  issuer: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  publicKey: webcrypto.CryptoKey,
  validity: Validity,
): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    // A common name holds 64 characters at most, so the host is in the alternative name alone.
    subject: "O=Featheredge",
    issuer: issuer.subject,
    publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new SubjectAlternativeNameExtension([{ type: "dns", value: host }]),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ],
  });
}

function generateKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
}

/** Positive and unique, as RFC 5280 requires: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2 */
function serialNumber(): string {
  return `01${randomBytes(15).toString("hex")}`;
}
