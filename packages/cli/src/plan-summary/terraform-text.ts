import { stripVTControlCharacters } from "node:util";
import type { Mask } from "./secrets.ts";

const mostCharacters = 240;

/**
 * Terraform's own text without secrets, and with long lines cut: a function's code is one line of thousands of
 * characters. Secrets are masked first, since half of one would not be recognized.
 */
export function readableText(text: string, mask: Mask): string {
  return mask(stripVTControlCharacters(text))
    .split("\n")
    .map((line) => (line.length <= mostCharacters ? line : `${line.slice(0, 120)}… (${line.length} characters)`))
    .join("\n");
}
