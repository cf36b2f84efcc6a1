import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type FileSystem, machineFiles } from "../files/file-system.ts";
import { makePrivateFolder, replaceFile } from "../files/replace-file.ts";
import {
  type Authority,
  type AuthorityFiles,
  generateAuthority,
  hasNameConstraints,
  openAuthority,
} from "./authority.ts";

/** An authority that expires earlier than this, in milliseconds, is replaced, so that a long session can finish. */
const leastTimeLeft = 2 * 24 * 60 * 60 * 1000;

/** The files that keep an authority. */
export interface AuthorityPaths {
  readonly certificate: string;
  /** Only its owner can read it. */
  readonly key: string;
}

/**
 * Opens the authority that is kept in two files, so that clients keep trusting it. Makes a new one when the files are
 * missing or damaged, or when the authority is about to expire. A new authority costs nothing but that trust.
 * @throws {StorageError} when the new authority can't be written.
 */
export async function keepAuthority(
  paths: AuthorityPaths,
  now: Date,
  files: FileSystem = machineFiles,
): Promise<Authority> {
  if (existsSync(paths.certificate) && existsSync(paths.key)) {
    const [certificate, key] = await Promise.all([readFile(paths.certificate, "utf8"), readFile(paths.key, "utf8")]);
    // Some damaged keys are detected only when they are used.
    const kept = isUsable({ certificate, key }, now)
      ? await openAuthority({ certificate, key }).catch(() => undefined)
      : undefined;
    if (kept !== undefined) return kept;
  }
  const made = await generateAuthority(now);
  makePrivateFolder(dirname(paths.key), files);
  // The key is written first, because a certificate without its key could not be used again.
  replaceFile(paths.key, made.key, files);
  replaceFile(paths.certificate, made.certificate, files);
  return openAuthority(made);
}

/** True if the certificate is signed by the key, is valid for long enough and has name constraints. */
function isUsable({ certificate, key }: AuthorityFiles, now: Date): boolean {
  try {
    const read = new X509Certificate(certificate);
    return (
      Date.parse(read.validTo) - now.getTime() > leastTimeLeft &&
      read.checkPrivateKey(createPrivateKey(key)) &&
      read.verify(read.publicKey) &&
      hasNameConstraints(certificate)
    );
  } catch {
    return false;
  }
}
