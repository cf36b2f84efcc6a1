import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { aliasesOf, type Deployment } from "../deployment.ts";
import type { FileSystem } from "../files/file-system.ts";
import { makePrivateFolder, replaceFile } from "../files/replace-file.ts";
import type { Authority } from "./authority.ts";

export interface PublishOptions {
  readonly authority: Authority;
  readonly deployment: Pick<Deployment, "distributions">;
  /** The file from which clients read the authority's certificate. */
  readonly file: string;
  readonly files: FileSystem;
  /** Called with one line for each failure. */
  readonly log: (line: string) => void;
}

/**
 * Writes the certificate that clients must trust, limited to the names that are deployed now.
 * @returns a function to call when the deployed aliases may have changed.
 * @throws {StorageError} when the file can't be written.
 */
export async function publishCertificate(options: PublishOptions): Promise<() => Promise<void>> {
  const { authority, deployment, file, files, log } = options;
  const write = () => {
    makePrivateFolder(dirname(file), files);
    replaceFile(file, authority.certificate, files);
  };
  await authority.permit(aliasesOf(deployment));
  if (!existsSync(file) || readFileSync(file, "utf8") !== authority.certificate) write();
  return async () => {
    if (!(await authority.permit(aliasesOf(deployment)))) return;
    try {
      write();
    } catch (error) {
      log(`Clients that trust ${file} don't trust the certificates of new aliases: ${(error as Error).message}`);
    }
  };
}
