import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { type FileSystem, machineFiles } from "../../files/file-system.ts";
import { makePrivateFolder, replaceFile } from "../../files/replace-file.ts";
import { storing } from "../../files/storage-error.ts";
import { LoopbackError } from "../../loopback-error.ts";

/** The zips of Lambda functions, by their SHA-256 in base64, as Lambda reports it. */
export interface Zips {
  /** Keeps a zip. @throws {StorageError} when it can't be written. */
  keep(zip: Buffer): void;
  /** @returns the zip; `undefined` if it was not kept */
  read(codeSha256: string): Buffer | undefined;
  /**
   * Unpacks a zip, on first use.
   * @returns the folder that it is unpacked in; `undefined` if the zip was not kept.
   * @throws {LoopbackError} when it can't be unpacked.
   */
  unpacked(codeSha256: string): Promise<string | undefined>;
}

/** Opens a directory for zips. It is emptied first, because replaying the journal fills it again. */
export function openZips(directory: string, files: FileSystem = machineFiles): Zips {
  storing(directory, () => files.rmSync(directory, { recursive: true, force: true }));
  const folders = new Map<string, Promise<string>>();
  const pathOf = (codeSha256: string) => join(directory, Buffer.from(codeSha256, "base64").toString("hex"));
  const kept = new Set<string>();
  return {
    keep(zip) {
      const codeSha256 = createHash("sha256").update(zip).digest("base64");
      makePrivateFolder(directory, files);
      replaceFile(`${pathOf(codeSha256)}.zip`, zip, files);
      kept.add(codeSha256);
    },
    read: (codeSha256) => (kept.has(codeSha256) ? readFileSync(`${pathOf(codeSha256)}.zip`) : undefined),
    async unpacked(codeSha256) {
      const unpacked = folders.get(codeSha256);
      if (unpacked !== undefined || !kept.has(codeSha256)) {
        return unpacked;
      }
      const folder = unpack(pathOf(codeSha256));
      folders.set(codeSha256, folder);
      // A full disk may have space the next time.
      folder.catch(() => folders.delete(codeSha256));
      return folder;
    },
  };
}

async function unpack(folder: string): Promise<string> {
  const next = `${folder}.next`;
  await rm(next, { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(unzip(await readFile(`${folder}.zip`), folder))) {
    if (!name.endsWith("/")) {
      const file = join(next, safe(name));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
  }
  await mkdir(next, { recursive: true });
  await rename(next, folder);
  return folder;
}

function unzip(zip: Buffer, folder: string): Record<string, Uint8Array> {
  try {
    return unzipSync(zip);
  } catch (error) {
    throw new LoopbackError(`${folder}.zip, a Lambda function's code, is not a readable zip: ${error}`);
  }
}

/** Checks that a name in a zip does not lead out of the folder: https://cwe.mitre.org/data/definitions/22.html */
function safe(name: string): string {
  if (/^([A-Za-z]:)?[/\\]|(^|[/\\])\.\.([/\\]|$)|\0/.test(name)) {
    throw new LoopbackError(
      `A Lambda function's zip holds ${JSON.stringify(name)}, which leads out of it. Zip its folder with relative names.`,
    );
  }
  return name;
}
