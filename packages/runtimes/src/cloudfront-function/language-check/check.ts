import { parse } from "@babel/parser";
import traverseModule, { type NodePath } from "@babel/traverse";
import type * as t from "@babel/types";
import { type FunctionRuntime, languageOf, pages } from "@featheredge/aws-rules";
import { checkAsyncFunction } from "./async-functions.ts";
import { checkAwait, checkConsole, checkErrorOptions } from "./calls.ts";
import { checkGlobalObject } from "./global-object.ts";
import { checkGlobals } from "./globals.ts";
import { collectDiagnostics, type LanguageDiagnostic, type Report } from "./language-diagnostic.ts";
import { checkMembers } from "./members.ts";
import { checkModules } from "./modules.ts";
import { definedNames } from "./names.ts";
import { checkRegExps } from "./regexps.ts";
import { checkSyntax } from "./syntax.ts";

// The package is CommonJS: Node.js gives its exports as the default, other loaders give the function itself.
const traverse = ((traverseModule as { default?: unknown }).default ?? traverseModule) as typeof traverseModule.default;

/**
 * Finds all code of a function that is outside of the documented language of its runtime, in the order of the code. The
 * check is an allow-list: it reports syntax and built-ins that AWS does not list, even if CloudFront's engine accepts
 * them. `stopsLoading` marks those that it does not accept.
 *
 * @param code the whole function, as it would be uploaded
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export function checkCloudFrontFunction(
  code: string,
  runtime: FunctionRuntime = "cloudfront-js-2.0",
): LanguageDiagnostic[] {
  const { report, sorted } = collectDiagnostics(languageOf(runtime));
  const program = parseOrReport(code, report);
  if (program !== undefined) check(program, report);
  return sorted();
}

function check(program: t.File, report: Report): void {
  const defined = definedNames(program);
  traverse(program, {
    enter(path: NodePath) {
      checkSyntax(path, report);
      checkRegExps(path, report);
      checkGlobals(path, report);
      checkGlobalObject(path, report);
      checkMembers(path, defined, report);
      checkModules(path, report);
      checkConsole(path, report);
      checkErrorOptions(path, report);
      checkAwait(path, report);
      checkAsyncFunction(path, report);
    },
    Program(path: NodePath<t.Program>) {
      if (path.scope.hasOwnBinding("handler")) return;
      report(path.node, "FE-CFF-013", {
        subject: "handler",
        message: "The code has no 'handler'; CloudFront calls a top-level function of that name.",
        fix: "Write function handler(event) {}.",
        page: pages.eventStructure,
        stopsLoading: true,
      });
    },
  });
}

function parseOrReport(code: string, report: Report): t.File | undefined {
  try {
    // Functions run in strict mode, as modules do, and may import. The plugins are for syntax that is rejected by name.
    return parse(code, {
      sourceType: "module",
      errorRecovery: false,
      plugins: ["decorators", "explicitResourceManagement"],
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { loc?: { line: number; column: number; index: number } };
    const reason = error.message.replace(/ \(\d+:\d+\)$/, "");
    const start = loc ?? { line: 1, column: 0, index: 0 };
    report({ loc: { start, end: start, filename: "", identifierName: undefined } }, "FE-CFF-029", {
      message: `The code is not JavaScript: ${reason}`,
      fix: "",
      stopsLoading: true,
    });
    return undefined;
  }
}
