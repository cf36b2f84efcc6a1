import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { codeKey, type PreviewEntry, valuePrefix } from "@featheredge/edge-sdk/preview";
import { textBody } from "../aws/s3/bucket.ts";
import { filesBelow } from "../bundles/bundle.ts";
import { kindOf } from "../content/kinds.ts";
import { readLocalFiles } from "../content/local-files.ts";
import { prepareSync, runSync, type SyncOptions } from "../content/run-sync.ts";
import type { SyncedContent } from "../project/registry.ts";
import { type BuiltPreviews, type DistributionPreview, previewFolder } from "./built.ts";
import { changeStore, checkPreviewEntries } from "./change-store.ts";
import type { PreviewResources } from "./resources.ts";

/** The function that runs previews has 128 MB, and a bundle of handlers takes a multiple of its size when it is loaded. */
const mostCodeBytes = 4 * 1024 * 1024;

export interface PutUp {
  readonly built: BuiltPreviews;
  readonly preview: DistributionPreview;
  readonly resources: PreviewResources;
  readonly now: Date;
  readonly stop: AbortSignal;
  readonly onProgress: (line: string) => void;
  /** A unique id. */
  readonly newId: () => string;
}

/** The result of putting up a preview. */
export interface PutUpResult {
  /** False if AWS had the same already. */
  readonly changed: boolean;
  readonly uploaded: number;
}

/** The key of the record of a preview's content, in the folder that CloudFront can't read. */
export function recordKeyOf(name: string): string {
  return `.featheredge/previews/${name}.json`;
}

/**
 * Makes a preview answer as it was built: code and content first, then the entry by which requests find the code. A run
 * after one that was killed completes it. Nothing is invalidated, since each version of a preview has its own keys in the
 * cache.
 *
 * @throws DiagnosticError before any change if the preview is too large
 */
export async function putUp({ built, preview, resources, ...more }: PutUp): Promise<PutUpResult> {
  const { name } = built;
  const folder = previewFolder(preview);
  const code = built.files.get(`${folder}/code.json`) ?? Buffer.alloc(0);
  checkCode(name, code.length);
  const { entries } = await resources.store.read();
  const last = parseEntry(entries.get(name));
  const isSame = last?.code === preview.code && last.commit === built.commit;
  const entry: PreviewEntry = {
    code: preview.code,
    ...(built.commit === undefined ? {} : { commit: built.commit }),
    updated: isSame ? last.updated : more.now.toISOString(),
  };
  const wanted = new Map([
    ...Object.entries(preview.values).map(([key, value]) => [`${valuePrefix(name)}${key}`, value] as const),
    [name, JSON.stringify(entry)] as const,
  ]);
  checkPreviewEntries(entries, name, wanted);
  checkOrigins(name, preview, resources);
  more.stop.throwIfAborted();
  const { bucket } = resources.code;
  const listed = await bucket.list(`${name}/`);
  const key = codeKey(name, preview.code);
  if (!listed.has(key)) {
    more.onProgress(`Uploading the handlers of ${name}`);
    const headers = { "content-type": "application/json" };
    await bucket.put({ key, body: textBody(code.toString()), headers });
  }
  let uploaded = 0;
  for (const [origin, settings] of Object.entries(preview.content)) {
    const files = filesBelow(built, `${folder}/content/${origin}`);
    more.onProgress(`Uploading what has changed of ${files.size} files of ${origin}`);
    uploaded += await syncContent({ name, origin, files, settings, resources, ...more });
  }
  more.stop.throwIfAborted();
  more.onProgress(`Writing the entry of ${name}`);
  const changed = await changeStore(resources.store, name, wanted);
  // The version that was replaced serves until all caches of entries are older than some seconds.
  const kept = new Set([key, last === undefined ? key : codeKey(name, last.code)]);
  for (const old of [...listed.keys()].filter((one) => !kept.has(one))) await bucket.remove(old);
  return { changed: changed || uploaded > 0 || !listed.has(key), uploaded };
}

interface ContentSync extends Pick<PutUp, "resources" | "now" | "stop" | "onProgress" | "newId"> {
  readonly name: string;
  readonly origin: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly settings: SyncedContent;
}

/** Makes a preview's folder in an origin's bucket have its files. @returns the number of uploaded files */
async function syncContent({ name, origin, files, settings, resources, ...more }: ContentSync): Promise<number> {
  const target = resources.content.get(origin);
  if (target === undefined) return 0;
  const folder = mkdtempSync(join(tmpdir(), "featheredge-preview-"));
  try {
    for (const [path, data] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), data);
    }
    const prefix = `${name}/`;
    const local = await readLocalFiles(folder, settings, { prefix, tagHeader: undefined });
    const sync: SyncOptions = {
      bucket: target.bucket,
      bucketName: target.name,
      folder,
      prefix,
      recordKey: recordKeyOf(name),
      files: local.files,
      grace: settings.grace,
      now: more.now.getTime(),
      kindOf: (key) => kindOf(key.slice(prefix.length), settings),
      newId: more.newId,
      stop: more.stop,
      onProgress: more.onProgress,
      invalidate: async () => {},
    };
    const prepared = await prepareSync(sync);
    await runSync(sync, prepared);
    return prepared.plan.uploads.flat().length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An entry of the store; undefined if there is none, or one that can't be read. */
export function parseEntry(value: string | undefined): PreviewEntry | undefined {
  if (value === undefined) return undefined;
  try {
    return JSON.parse(value) as PreviewEntry;
  } catch {
    return undefined;
  }
}

function checkCode(name: string, bytes: number): void {
  if (bytes <= mostCodeBytes) return;
  throw DiagnosticError.of("FE-CLI-150", {
    subject: name,
    message: `The handlers of '${name}' have ${bytes} B together; a preview can have ${mostCodeBytes} B.`,
    fix: "Give them fewer or smaller packages.",
  });
}

/** A pull request may add an origin, whose bucket the shared distribution does not have. */
function checkOrigins(
  name: string,
  { content, environment, distribution }: DistributionPreview,
  { content: buckets }: PreviewResources,
) {
  const missing = Object.keys(content).filter((origin) => !buckets.has(origin));
  if (missing.length === 0) return;
  throw DiagnosticError.of("FE-CLI-147", {
    at: { file: `environments/${environment}.ts`, key: `distributions.${distribution}.origins.${missing[0]}` },
    message: `has no bucket for previews: the preview distribution has the origins of the environment as it was applied, and '${name}' adds ${missing.join(", ")}.`,
    fix: "Add the origin in a separate pull request first: previews show handlers, content and values, and not new origins.",
  });
}
