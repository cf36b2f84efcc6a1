import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { LoopbackError } from "../../loopback-error.ts";

/** The zips of Lambda functions, by their SHA-256 in base64, as Lambda reports it. */
export interface Zips {
  keep(zip: Buffer): Promise<void>;
  /**
   * @returns the folder that a zip is unpacked in, once for all; `undefined` when there is no such zip.
   * @throws {LoopbackError} when it can't be unpacked.
   */
  unpacked(codeSha256: string): Promise<string | undefined>;
}

/** Keeps zips in a directory, which is emptied first: whoever replays requests gets their zips again. */
export async function openZips(directory: string): Promise<Zips> {
  await rm(directory, { recursive: true, force: true });
  const folders = new Map<string, Promise<string>>();
  const pathOf = (codeSha256: string) => join(directory, Buffer.from(codeSha256, "base64").toString("hex"));
  const kept = new Set<string>();
  return {
    async keep(zip) {
      const codeSha256 = createHash("sha256").update(zip).digest("base64");
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(`${pathOf(codeSha256)}.zip`, zip, { mode: 0o600 });
      kept.add(codeSha256);
    },
    async unpacked(codeSha256) {
      const known = folders.get(codeSha256);
      if (known !== undefined || !kept.has(codeSha256)) {
        return known;
      }
      const folder = unpack(pathOf(codeSha256));
      folders.set(codeSha256, folder);
      return folder;
    },
  };
}

async function unpack(folder: string): Promise<string> {
  const next = `${folder}.next`;
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
    throw new LoopbackError(`${folder}.zip, a Lambda function's code, is no zip that can be read: ${error}`);
  }
}

/** A name in a zip must not lead out of the folder: https://cwe.mitre.org/data/definitions/22.html */
function safe(name: string): string {
  if (/^([A-Za-z]:)?[/\\]|(^|[/\\])\.\.([/\\]|$)|\0/.test(name)) {
    throw new LoopbackError(
      `A Lambda function's zip holds ${JSON.stringify(name)}, which leads out of it. Zip its folder with relative names.`,
    );
  }
  return name;
}
