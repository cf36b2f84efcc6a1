import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 60 * 60 * 1000;

/** A certificate authority that only clients of the loopback are told to trust. */
export interface Authority {
  /** The authority's own certificate in PEM: what a client must trust. */
  readonly certificate: string;
  /**
   * A certificate and key for one host, made when first asked for.
   * @param host - As the client names it in SNI.
   */
  secureContext(host: string): Promise<SecureContext>;
}

/** What an authority is made of, in PEM. Its key is worth nothing to anyone who does not trust its certificate. */
export interface AuthorityFiles {
  readonly certificate: string;
  readonly key: string;
}

/** An authority whose key never leaves this process: it is worth nothing once the process has ended. */
export async function createAuthority(now: Date): Promise<Authority> {
  return openAuthority(await generateAuthority(now));
}

/**
 * Makes an authority's key (ECDSA P-256) and certificate.
 * @param now - The certificate holds from a day before, for clocks that are late, until thirty days after.
 */
export async function generateAuthority(now: Date): Promise<AuthorityFiles> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + 30 * day),
    serialNumber: serialNumber(),
    name: "CN=Featheredge loopback, O=Featheredge",
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate: certificate.toString("pem"), key: await exportKey(keys.privateKey) };
}

/** Puts an authority to work, with one new key for all its leaf certificates, which hold as long as its own does. */
export async function openAuthority(files: AuthorityFiles): Promise<Authority> {
  const certificate = new X509Certificate(files.certificate);
  const { notBefore, notAfter } = certificate;
  const pkcs8 = PemConverter.decodeFirst(files.key);
  const authorityKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
  const leafKeys = await generateKeys();
  const key = await exportKey(leafKeys.privateKey);
  const issue = (host: string) =>
    issueLeaf(host, certificate, authorityKey, leafKeys.publicKey, { notBefore, notAfter });
  const contexts = new Map<string, Promise<SecureContext>>();
  return {
    certificate: files.certificate,
    secureContext(host) {
      const known = contexts.get(host);
      if (known !== undefined) {
        return known;
      }
      const made = issue(host).then((leaf) => createSecureContext({ key, cert: leaf.toString("pem") }));
      contexts.set(host, made);
      return made;
    },
  };
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

function issueLeaf(
  host: string,
  issuer: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  publicKey: webcrypto.CryptoKey,
  validity: { notBefore: Date; notAfter: Date },
): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    // A common name holds 64 characters at most, so the host stands in the alternative name alone.
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

/** Positive and never twice the same, as RFC 5280 asks: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2 */
function serialNumber(): string {
  return `01${randomBytes(15).toString("hex")}`;
}
