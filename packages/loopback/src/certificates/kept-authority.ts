import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Authority, generateAuthority, openAuthority } from "./authority.ts";

/** An authority with less time left than this is replaced: a session may last. */
const leastTimeLeft = 2 * 24 * 60 * 60 * 1000;

/** Where an authority is kept. */
export interface AuthorityPaths {
  readonly certificate: string;
  /** Only its owner can read it. */
  readonly key: string;
}

/**
 * Opens the authority that is kept in two files, so that who trusts it goes on to; makes one when there is none or
 * when it is about to expire.
 */
export async function keepAuthority(paths: AuthorityPaths, now: Date): Promise<Authority> {
  if (existsSync(paths.certificate) && existsSync(paths.key)) {
    const [certificate, key] = await Promise.all([readFile(paths.certificate, "utf8"), readFile(paths.key, "utf8")]);
    if (Date.parse(new X509Certificate(certificate).validTo) - now.getTime() > leastTimeLeft) {
      return openAuthority({ certificate, key });
    }
  }
  const made = await generateAuthority(now);
  await mkdir(dirname(paths.key), { recursive: true });
  // The key first: a certificate without its key would not be used again.
  await replaceFile(paths.key, made.key);
  await replaceFile(paths.certificate, made.certificate);
  return openAuthority(made);
}

async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.next`, text, { mode: 0o600 });
  await rename(`${file}.next`, file);
}
