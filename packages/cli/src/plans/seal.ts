import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { DiagnosticError } from "@featheredge/diagnostics";

const ivBytes = 12;
const tagBytes = 16;

/**
 * The key of `FEATHEREDGE_PLAN_KEY`: 32 bytes in base64.
 * @returns `undefined` when the variable is not set.
 * @throws {DiagnosticError} when it is anything else; the message does not repeat it.
 */
export function readKey(env: NodeJS.ProcessEnv): Buffer | undefined {
  const text = env.FEATHEREDGE_PLAN_KEY;
  if (text === undefined) {
    return undefined;
  }
  // A secret that is not there reaches a GitHub job as an empty variable: an open plan must not slip out that way.
  if (text === "") {
    throw badKey("FEATHEREDGE_PLAN_KEY is set but empty: is the secret missing?");
  }
  const key = Buffer.from(text, "base64");
  if (key.length !== 32 || !/^[A-Za-z0-9+/]+=?$/.test(text.trim())) {
    throw badKey("FEATHEREDGE_PLAN_KEY must be 32 random bytes in base64.");
  }
  return key;
}

function badKey(message: string): DiagnosticError {
  const subject = "FEATHEREDGE_PLAN_KEY";
  return DiagnosticError.of("FE-CLI-021", { subject, message, fix: "Make one by: openssl rand -base64 32" });
}

/**
 * Encrypts with AES-256-GCM, so that the result can neither be read nor altered without the key.
 * @param purpose - Bound to the result: it opens for the same purpose only.
 */
export function seal(data: Buffer, key: Buffer, purpose: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(purpose));
  const encrypted = Buffer.concat([cipher.update(data), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
}

/**
 * Opens what {@link seal} made.
 * @throws {DiagnosticError} when it was altered, or sealed with another key or for another purpose.
 */
export function unseal(sealed: Buffer, key: Buffer, purpose: string): Buffer {
  try {
    const iv = sealed.subarray(0, ivBytes);
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
  } catch {
    throw DiagnosticError.of("FE-CLI-020", {
      message: "The saved plan does not open: it was altered, or sealed with another key or for another environment.",
      fix: "Plan again with --save, with the FEATHEREDGE_PLAN_KEY that apply gets.",
    });
  }
}
