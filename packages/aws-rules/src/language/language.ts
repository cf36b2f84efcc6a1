import { pages } from "@featheredge/diagnostics";
import { readOn, type Source } from "../sources.ts";
import { globals, type RefusedGlobal, refusedGlobals } from "./globals.ts";
import { prototypeMembers, type RefusedMethod, refusedMethods, staticMembers } from "./members.ts";
import { type LanguageModule, languageModules } from "./modules.ts";
import { type RefusedSyntax, refusedSyntax, syntaxDetails, syntaxNodes } from "./syntax.ts";

/** The runtimes of CloudFront Functions. */
export const functionRuntimes = ["cloudfront-js-1.0", "cloudfront-js-2.0"] as const;
export type FunctionRuntime = (typeof functionRuntimes)[number];

/** The language of a runtime of CloudFront Functions, as AWS lists it. */
export interface Language {
  readonly runtime: FunctionRuntime;
  readonly source: Source;
  /** Babel's names of nodes. */
  readonly syntaxNodes: readonly string[];
  readonly refusedSyntax: Readonly<Record<string, RefusedSyntax>>;
  readonly declarations: readonly string[];
  readonly regExpFlags: readonly string[];
  readonly hasAsyncFunctions: boolean;
  /** `1_000` */
  readonly hasNumericSeparators: boolean;
  readonly globals: readonly string[];
  readonly refusedGlobals: Readonly<Record<string, RefusedGlobal>>;
  readonly staticMembers: Readonly<Record<string, readonly string[]>>;
  readonly prototypeMembers: Readonly<Record<string, readonly string[]>>;
  readonly refusedMethods: Readonly<Record<string, RefusedMethod>>;
  readonly modules: Readonly<Record<string, LanguageModule>>;
}

export const version2: Language = {
  runtime: "cloudfront-js-2.0",
  source: readOn("2026-09", pages.runtime),
  syntaxNodes,
  refusedSyntax,
  declarations: syntaxDetails.declarations,
  regExpFlags: syntaxDetails.regExpFlags,
  hasAsyncFunctions: true,
  hasNumericSeparators: true,
  globals,
  refusedGlobals,
  staticMembers,
  prototypeMembers,
  refusedMethods,
  modules: languageModules,
};
