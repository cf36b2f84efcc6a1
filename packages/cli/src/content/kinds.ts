import type { SyncedContent } from "../project/registry.ts";

/** How a file is cached and when it is uploaded: immutable files first, then other assets, and pages last. */
export type FileKind = "immutable" | "assets" | "pages";

/** The order of uploads, so that a page is never in the bucket before the files that it names. */
export const uploadOrder: readonly FileKind[] = ["immutable", "assets", "pages"];

/** The kind of a file by its path below the folder. */
export function kindOf(path: string, { immutable }: Pick<SyncedContent, "immutable">): FileKind {
  if (/\.x?html?$/i.test(path)) return "pages";
  return hasHash(path) || immutable.some((pattern) => matches(pattern, path)) ? "immutable" : "assets";
}

/**
 * True if the last part of a file's name, before its extensions, is a hash: 8 or more hexadecimal digits with a decimal
 * one among them, or 8 or more characters with capitals, small letters and digits. Words and dates are neither.
 */
function hasHash(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.split(/[.-]/).some((part, index) => {
    const isOnlyDigits = /^\d+$/.test(part);
    const isHexadecimal = /^[0-9a-f]{8,}$/.test(part) && /\d/.test(part);
    const isMixed = /^\w{8,}$/.test(part) && /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part);
    return index > 0 && !isOnlyDigits && (isHexadecimal || isMixed);
  });
}

/** Matches a path with a pattern in which `*` is any characters of one name, and `**` any characters. */
function matches(pattern: string, path: string): boolean {
  const source = pattern
    .split(/(\*\*\/?|\*)/)
    .map((part) => {
      if (part === "*") return "[^/]*";
      return part.startsWith("**") ? ".*" : part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}$`).test(path);
}
