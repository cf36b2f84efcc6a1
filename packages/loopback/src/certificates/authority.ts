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
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 60 * 60 * 1000;

/** A certificate authority whose key never leaves this process: it is worth nothing once the process has ended. */
export interface Authority {
  /** The authority's own certificate in PEM: what a client must trust. */
  readonly certificate: string;
  /**
   * A certificate and key for one host, made when first asked for.
   * @param host - As the client names it in SNI.
   */
  secureContext(host: string): Promise<SecureContext>;
}

/**
 * Makes an authority and one key for all its leaf certificates (ECDSA P-256).
 * @param now - Certificates hold from a day before, for clocks that are late, until thirty days after.
 */
export async function createAuthority(now: Date): Promise<Authority> {
  const [authorityKeys, leafKeys] = await Promise.all([generateKeys(), generateKeys()]);
  const validity = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 30 * day) };
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: "CN=Featheredge loopback, O=Featheredge",
    keys: authorityKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", leafKeys.privateKey), "PRIVATE KEY");
  const issue = (host: string) => issueLeaf(host, certificate, authorityKeys.privateKey, leafKeys.publicKey, validity);
  const contexts = new Map<string, Promise<SecureContext>>();
  return {
    certificate: certificate.toString("pem"),
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
