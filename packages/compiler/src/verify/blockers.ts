import * as t from "@babel/types";
import { checkCloudFrontFunction } from "@featheredge/runtimes";
import type { Bundle } from "../bundle/bundle.ts";
import { secretsModule } from "../bundle/plugin.ts";
import { findImporting } from "../placement/attribute.ts";
import { type Blocker, blocker } from "../placement/blocker.ts";
import { findBodyUse } from "../request-body/find-body-use.ts";
import type { Code } from "../source/code.ts";
import type { MappedCode } from "../source/mapped-code.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { grouped } from "../source/text.ts";
import { Tracer } from "../source/trace.ts";
import type { LargeConfig } from "./config-size.ts";
import { phrase } from "./phrase.ts";
import type { ModuleLoad } from "./requires.ts";
import { findSecretReads } from "./secrets.ts";

/** Distinguishes an author's file from a package's, and knows which import brought the package in. */
export interface Authorship {
  readonly inputs: Bundle["inputs"];
  readonly files: SourceFiles;
  readonly isAuthors: (file: string) => boolean;
}

/** Generated code that the language check of CloudFront Functions rejects, at the author's lines. */
export function findLanguageBlockers(generated: MappedCode, authorship: Authorship): Blocker[] {
  const tracer = new Tracer(generated.map);
  const lines = generated.code.split("\n");
  const packages = new Set<string>();
  return checkCloudFrontFunction(generated.code).flatMap((diagnostic) => {
    const { rule, fix, page, line: lineNumber, column } = diagnostic;
    // The secrets module is reported for where it is used.
    if (diagnostic.subject.includes(secretsModule)) return [];
    const line = lines[lineNumber - 1] ?? "";
    const position = tracer.trace(lineNumber, startOf(line, column - 1));
    const what = phrase(diagnostic, isCall(line, column - 1));
    const { inputs, isAuthors, files } = authorship;
    const importing = position && findImporting(position.file, inputs, isAuthors, files);
    if (importing === undefined) return [blocker(rule, what, fix, position, page)];
    // A package counts as one blocker, however many of its lines are rejected.
    if (packages.has(importing.specifier)) return [];
    packages.add(importing.specifier);
    return [blocker(rule, `imports '${importing.specifier}', which ${what}`, "", importing.position, page)];
  });
}

/** CloudFront Functions load modules by `import` only, and the bundler makes no `import` of `require`. */
export function findLoadBlockers(loads: readonly ModuleLoad[], { inputs, files, isAuthors }: Authorship): Blocker[] {
  const required = loads.filter(({ by }) => by === "require");
  return required.map(({ module, position }) => {
    const importing = findImporting(position.file, inputs, isAuthors, files);
    const load = module === undefined ? "require" : `require("${module}")`;
    const what = `uses ${load}, which CloudFront Functions do not have`;
    if (importing === undefined) return blocker("FE-PLC-012", what, "Import the module at the top.", position);
    return blocker("FE-PLC-012", `imports '${importing.specifier}', which ${what}`, "", importing.position);
  });
}

/** The minifier writes `new Set()` as `new Set`, and maps that name to where the call ended: `new` shows where it is. */
function startOf(line: string, column: number): number {
  return line.slice(0, column).endsWith("new ") ? column - "new ".length : column;
}

/** True if the name at a column is called without `new`. */
function isCall(line: string, column: number): boolean {
  return /^[\w$]+\(/.test(line.slice(column)) && !/\bnew\s*$/.test(line.slice(0, column));
}

/** Secrets are read over the network, which only Lambda@Edge has. */
export function findSecretBlockers(bundled: Code): Blocker[] {
  const what = "reads a secret() over the network, which CloudFront Functions do not have";
  return findSecretReads(bundled).map(({ position }) => blocker("FE-PLC-011", what, "", position));
}

/** A request's body, which only Lambda@Edge shows. A use that can't be followed runs without one. */
export function findBodyBlockers(plain: Code): Blocker[] {
  // Most handlers don't mention the name, and then they can't use the body.
  const use = namesBody(plain.tree) ? findBodyUse(plain, false) : undefined;
  if (use?.kind !== "use") return [];
  const what = "uses the request's body, which CloudFront Functions do not have";
  return [blocker("FE-PLC-010", what, "", use.position)];
}

function namesBody(tree: t.File): boolean {
  let isNamed = false;
  t.traverseFast(tree, (node) => {
    isNamed ||= t.isIdentifier(node, { name: "body" }) || t.isStringLiteral(node, { value: "body" });
  });
  return isNamed;
}

/** Reports a bundle over the limit, with the excess and its largest parts. */
export function sizeBlocker(
  bytes: number,
  most: number,
  largest: string,
  largeConfig: LargeConfig | undefined,
): Blocker {
  const ofConfig =
    largeConfig === undefined ? "" : `; ${grouped(largeConfig.bytes)} B of it are the config's '${largeConfig.key}'`;
  const what = `has ${grouped(bytes)} B, ${grouped(bytes - most)} B over the ${grouped(most)} B of a CloudFront Function (largest: ${largest}${ofConfig})`;
  const fix = largeConfig === undefined ? "Remove the largest parts." : moveToStore(largeConfig.key);
  const created = blocker("FE-LIM-001", what, fix, undefined);
  return largeConfig === undefined ? created : { ...created, largeConfig };
}

/** The way out for a config that is too large. */
export function moveToStore(key: string): string {
  return `Move '${key}' to the KeyValueStore: declare it by dynamic() or dynamicRecord() in the handler's config.ts.`;
}
