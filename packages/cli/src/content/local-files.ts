import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { SyncedContent } from "../project/registry.ts";
import { contentTypeOf } from "./content-type.ts";
import { forEachLimited } from "./for-each-limited.ts";
import { kindOf } from "./kinds.ts";
import type { LocalFile } from "./plan-sync.ts";

/** Files that an operating system adds to folders. */
const ignored = new Set([".DS_Store", "Thumbs.db"]);

/** The largest object that one request can upload. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const mostBytes = 5 * 1024 ** 3;

/** Files that are read at once. */
const concurrency = 16;

export interface LocalFiles {
  readonly files: readonly LocalFile[];
  /** Paths of files whose content type is unknown. */
  readonly untyped: readonly string[];
}

/**
 * Reads the folder of a site: all its files with their hashes, in the order of their paths.
 *
 * @param folder an absolute path
 * @param options `prefix`: what keys have before the path: `v1/`, or ""; `tagHeader`: the header of cache tags, if any
 * @throws DiagnosticError if there is no folder, or no file in it, or one that can't be uploaded
 */
export async function readLocalFiles(
  folder: string,
  content: SyncedContent,
  { prefix, tagHeader }: { readonly prefix: string; readonly tagHeader: string | undefined },
): Promise<LocalFiles> {
  const paths = pathsIn(folder);
  const files: LocalFile[] = [];
  await forEachLimited(paths, concurrency, async (path) => {
    const { size: bytes } = statSync(join(folder, path));
    if (bytes > mostBytes) {
      throw unusable(join(folder, path), "is larger than 5 GiB, which S3 does not take in one request.", "Split it.");
    }
    const kind = kindOf(path, content);
    files.push({
      key: prefix + path,
      kind,
      bytes,
      sha256: await sha256Of(join(folder, path)),
      contentType: contentTypeOf(path, content.contentTypes) ?? "application/octet-stream",
      cacheControl: content.cacheControl[kind],
      tagHeader,
    });
  });
  files.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { files, untyped: paths.filter((path) => contentTypeOf(path, content.contentTypes) === undefined) };
}

/** Paths below the folder, with slashes. Symbolic links to files are followed. */
function pathsIn(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw unusable(folder, "is not a folder.", "Build the site first, or name its folder by --from.");
  }
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => statSync(join(folder, path)).isFile() && !ignored.has(path.slice(path.lastIndexOf("/") + 1)));
  const reserved = paths.find((path) => path.startsWith(".featheredge/"));
  if (reserved !== undefined) {
    throw unusable(join(folder, reserved), "is in '.featheredge/', where the sync keeps its record.", "Move it.");
  }
  if (paths.length === 0) {
    throw unusable(folder, "has no files, and a sync would delete the site's pages.", "Build the site first.");
  }
  return paths.sort();
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

function unusable(path: string, wrong: string, fix: string): DiagnosticError {
  return DiagnosticError.of("FE-CLI-121", { subject: path, message: `'${path}' ${wrong}`, fix });
}
