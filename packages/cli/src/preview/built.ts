import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { PreviewBuild } from "@featheredge/compiler";
import { DiagnosticError, isDiagnosticError } from "@featheredge/diagnostics";
import { isPreviewName } from "@featheredge/edge-sdk/preview";
import { z } from "zod";
import { type Files, pack, unpack } from "../plans/archive.ts";
import { readStackFolder } from "../plans/stack-folder.ts";

const name = z.string().regex(/^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A value that can be sent as a header. */
const headerValue = z.string().regex(/^[\x20-\x7e]{1,1000}$/);

/** Settings of `content sync`: see `modules/origins/static/options.ts`. */
const contentSchema = z.object({
  from: z.string(),
  grace: z.number().int().nonnegative(),
  immutable: z.array(z.string()),
  cacheControl: z.object({ immutable: headerValue, pages: headerValue, assets: headerValue }),
  contentTypes: z.record(z.string(), headerValue),
  indexDocument: z.string(),
  maxInvalidationPaths: z.number(),
});

const previewSchema = z.object({
  environment: name,
  distribution: name,
  /** SHA-256 of the code. */
  code: sha256,
  values: z.record(z.string().min(1), z.string()),
  content: z.record(name, contentSchema),
});

const headerSchema = z.object({
  version: z.literal(1),
  name: z.string().refine(isPreviewName),
  /** The commit that it was built from; missing outside of git, and for a checkout with changes. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .optional(),
  previews: z.array(previewSchema),
});

/** A preview of one distribution. */
export type DistributionPreview = z.output<typeof previewSchema>;

/** The previews of a pull request, built: one for each distribution that has previews. */
export interface BuiltPreviews extends z.output<typeof headerSchema> {
  /** `<environment>/<distribution>/code.json` and `…/content/<origin>/<path>`. */
  readonly files: Files;
}

/** The folder of a preview's files among those of {@link BuiltPreviews}. */
export function previewFolder({
  environment,
  distribution,
}: Pick<DistributionPreview, "environment" | "distribution">) {
  return `${environment}/${distribution}`;
}

/**
 * Collects what the last synthesis built for a preview, with the content that the project's folders have.
 *
 * @throws DiagnosticError if a folder of content is missing or empty
 */
export function collectPreviews(
  root: string,
  distributions: readonly Pick<DistributionPreview, "environment" | "distribution">[],
  header: { readonly name: string; readonly commit: string | undefined },
): BuiltPreviews {
  const files = new Map<string, Buffer>();
  const previews = distributions.map((named): DistributionPreview => {
    const { environment, distribution } = named;
    const built = JSON.parse(
      readFileSync(join(root, ".featheredge", "previews", environment, `${distribution}.json`), "utf8"),
    ) as PreviewBuild;
    const content = z.record(name, contentSchema).parse(built.content);
    const own = new Map<string, Buffer>();
    for (const [origin, { from }] of Object.entries(content)) {
      for (const [path, data] of readContent(root, from)) own.set(`content/${origin}/${path}`, data);
    }
    const code = Buffer.from(JSON.stringify({ ...built.code, content: digestOf(own) }));
    own.set("code.json", code);
    for (const [path, data] of own) files.set(`${previewFolder(named)}/${path}`, data);
    return { environment, distribution, code: digest(code), values: { ...built.values }, content };
  });
  return { version: 1, ...header, previews, files };
}

function readContent(root: string, from: string): Files {
  const folder = join(root, from);
  const files = existsSync(folder) ? readStackFolder(folder) : new Map<string, Buffer>();
  if (files.size > 0) return files;
  throw DiagnosticError.of("FE-CLI-121", {
    subject: from,
    message: `'${from}' ${existsSync(folder) ? "has no files" : "is not a folder"}, and a preview needs the site's content.`,
    fix: "Build the site first.",
  });
}

/** Writes previews into one file. @returns SHA-256 of the file, in hex */
export function writePreviews(file: string, { files, ...header }: BuiltPreviews): string {
  const packed = pack(header, files);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, packed);
  return digest(packed);
}

/**
 * Reads previews that a job without credentials wrote, whose content may be anything.
 *
 * @param expected the file's SHA-256; undefined: any
 * @throws DiagnosticError if the file is missing, has another digest, is of another preview or does not have the form
 */
export function readPreviews(file: string, preview: string, expected: string | undefined): BuiltPreviews {
  if (!existsSync(file)) throw untrusted(file, "does not exist.");
  const packed = readFileSync(file);
  const actual = digest(packed);
  if (expected !== undefined && actual !== expected) {
    throw untrusted(file, `has the digest ${actual}, but ${expected} was built. It was altered since.`);
  }
  const built = parse(file, packed);
  if (built.name !== preview) throw untrusted(file, `is of the preview '${built.name}', not of '${preview}'.`);
  for (const one of built.previews) {
    const code = built.files.get(`${previewFolder(one)}/code.json`);
    if (code === undefined || digest(code) !== one.code) throw untrusted(file, "does not have the code that it lists.");
  }
  return built;
}

function parse(file: string, packed: Buffer): BuiltPreviews {
  try {
    const { header, files } = unpack(packed);
    return { ...headerSchema.parse(header), files };
  } catch (error) {
    if (!isDiagnosticError(error) && !(error instanceof z.ZodError)) throw error;
    throw untrusted(file, "is damaged, or was written by another version of featheredge.");
  }
}

function untrusted(file: string, message: string): DiagnosticError {
  const fix = "Build it again: featheredge preview build --name <name> --to <file>";
  return DiagnosticError.of("FE-CLI-149", { subject: file, message, fix });
}

function digestOf(files: Files): string {
  return digest(pack(undefined, files));
}

function digest(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
