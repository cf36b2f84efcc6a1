import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { pack, unpack } from "../plans/archive.ts";
import { collectPreviews, readPreviews, writePreviews } from "./built.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "featheredge-preview-"));
  return () => rmSync(root, { recursive: true });
});

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const content = {
  from: "dist",
  grace: 60,
  immutable: [],
  cacheControl: { immutable: "immutable", pages: "pages", assets: "assets" },
  contentTypes: {},
  indexDocument: "index.html",
  maxInvalidationPaths: 1_000,
};
const site = { environment: "dev", distribution: "site" };

/** Builds a preview as synthesis does, and packs it. @returns the file and its digest */
function built(page = "one") {
  write(
    ".featheredge/previews/dev/site.json",
    JSON.stringify({
      code: { version: 1, content: "", behaviors: [], functions: {} },
      values: { a: "1" },
      content: { pages: content },
    }),
  );
  write("dist/index.html", page);
  const file = join(root, "previews");
  return { file, digest: writePreviews(file, collectPreviews(root, [site], { name: "pr-1", commit: undefined })) };
}

/** Changes the packed header, as a job that runs a pull request's code can. */
function altered(
  change: (header: Record<string, unknown>) => void,
  files: Readonly<Record<string, string>> = {},
): string {
  const { file } = built();
  const { header, files: packed } = unpack(readFileSync(file));
  const changed = structuredClone(header) as Record<string, unknown>;
  change(changed);
  const all = new Map([...packed, ...Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const)]);
  writeFileSync(file, pack(changed, all));
  return file;
}

const untrusted = (message: string) =>
  expect.objectContaining({
    diagnostics: [expect.objectContaining({ rule: "FE-CLI-149", message: expect.stringContaining(message) })],
  });

describe("a built preview", () => {
  it("is read as it was written", () => {
    const { file, digest } = built();
    const { previews, files } = readPreviews(file, "pr-1", digest);
    expect(previews).toMatchObject([{ ...site, values: { a: "1" }, content: { pages: content } }]);
    expect([...files.keys()]).toEqual(["dev/site/code.json", "dev/site/content/pages/index.html"]);
  });

  it("has another version of the code when only its content changed, so that it has another key in the cache", () => {
    const codeOf = (page: string) => readPreviews(built(page).file, "pr-1", undefined).previews[0]?.code;
    expect(codeOf("one")).toBe(codeOf("one"));
    expect(codeOf("two")).not.toBe(codeOf("one"));
  });

  it("is rejected if it is missing, damaged, or was altered since it was built", () => {
    const { file, digest } = built();
    expect(() => readPreviews(join(root, "none"), "pr-1", digest)).toThrow(untrusted("does not exist"));
    expect(() => readPreviews(file, "pr-1", "0".repeat(64))).toThrow(untrusted("was altered since"));
    writeFileSync(file, readFileSync(file).subarray(0, 50));
    expect(() => readPreviews(file, "pr-1", undefined)).toThrow(untrusted("is damaged"));
  });

  it("is rejected if it is of another pull request, or does not have the form", () => {
    expect(() => readPreviews(built().file, "pr-2", undefined)).toThrow(untrusted("is of the preview 'pr-1'"));
    const wrong: readonly [string, (header: Record<string, unknown>) => void][] = [
      ["a name with a slash", (header) => Object.assign(header, { name: "../pr-2" })],
      ["an environment outside of the folder", (header) => Object.assign(previewOf(header), { environment: "../dev" })],
      [
        "a header with a line break",
        (header) => Object.assign(pagesOf(header).cacheControl, { pages: "a\r\nset-cookie: b" }),
      ],
    ];
    for (const [what, change] of wrong) {
      expect(() => readPreviews(altered(change), "pr-1", undefined), what).toThrow(untrusted("is damaged"));
    }
  });

  it("is rejected if it has other code than it lists, or a file outside of it", () => {
    const swapped = altered(() => {}, { "dev/site/code.json": "{}" });
    expect(() => readPreviews(swapped, "pr-1", undefined)).toThrow(untrusted("does not have the code"));
    const outside = altered(() => {}, { "dev/site/content/pages/../../../../.bashrc": "" });
    expect(() => readPreviews(outside, "pr-1", undefined)).toThrow(untrusted("is damaged"));
  });

  it("needs the site's content", () => {
    built();
    rmSync(join(root, "dist"), { recursive: true });
    expect(() => collectPreviews(root, [site], { name: "pr-1", commit: undefined })).toThrow(
      /Build the site first|dist/,
    );
  });
});

function previewOf(header: Record<string, unknown>) {
  return (header.previews as Record<string, unknown>[])[0] ?? {};
}

function pagesOf(header: Record<string, unknown>) {
  return (previewOf(header).content as { pages: { cacheControl: object } }).pages;
}
