import * as t from "@babel/types";
import { parse } from "../source/babel.ts";
import type { LineAndColumn } from "./simplified-source.ts";

/**
 * The id of an AWS access key, of a user or a temporary one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
const accessKey = /\b(AKIA|ASIA)[A-Z0-9]{16}\b/;

/** An access key in a text, shortened so that no report repeats it; undefined if the text has none. */
export function shownAccessKey(text: string): string | undefined {
  const [key] = accessKey.exec(text) ?? [];
  return key && `${key.slice(0, 4)}…`;
}

/** The access keys in the strings of a source, or anywhere in a file that is not a module, such as JSON. */
export function findAccessKeys(source: string): { readonly shown: string; readonly at: LineAndColumn }[] {
  if (!accessKey.test(source)) return [];
  const strings = stringsOf(source) ?? source.split("\n").map((text, index) => ({ text, line: index + 1, column: 1 }));
  return strings.flatMap(({ text, line, column }) => {
    const shown = shownAccessKey(text);
    return shown === undefined ? [] : [{ shown, at: { line, column } }];
  });
}

function stringsOf(source: string) {
  let tree: t.File;
  try {
    tree = parse(source, "typescript");
  } catch {
    return undefined;
  }
  const strings: (LineAndColumn & { readonly text: string })[] = [];
  t.traverseFast(tree, (node) => {
    const text = t.isStringLiteral(node) ? node.value : t.isTemplateElement(node) ? node.value.raw : undefined;
    if (text === undefined) return;
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    strings.push({ text, line, column: column + 1 });
  });
  return strings;
}
