import { pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";
import type { RefusedGlobal } from "./globals.ts";
import { type Language, version2 } from "./language.ts";
import { words } from "./members.ts";

const { syntaxNodes, globals, staticMembers, prototypeMembers, refusedMethods, refusedSyntax, modules } = version2;

/** The methods for strings that hold bytes. cloudfront-js-2.0 replaced them by Buffer. */
const byteStringMethods: readonly string[] = words("bytesFrom fromBytes fromUTF8 toBytes toUTF8");

const newGlobals = words("atob btoa Buffer DataView Symbol TextDecoder TextEncoder");
const newSyntax = words("AwaitExpression ImportDeclaration ImportDefaultSpecifier");
const moduleNames = ["crypto", "querystring"] as const;

const oldStatics = without(newGlobals, staticMembers);

const isNew = "it came with cloudfront-js-2.0";
const update = "Run the function in cloudfront-js-2.0, or do without.";
const noBuffer = {
  rule: "FE-CFF-077" as const,
  reason: isNew,
  fix: "Use String.bytesFrom(), or run the function in cloudfront-js-2.0.",
};

function asModule(name: string): RefusedGlobal {
  return {
    rule: "FE-CFF-071",
    reason: "AWS lists it as a module only",
    fix: `Load it with var ${name} = require('${name}').`,
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html */
export const version1: Language = {
  runtime: "cloudfront-js-1.0",
  source: readOn("2026-11", pages.runtime10),
  syntaxNodes: syntaxNodes.filter((node) => !newSyntax.includes(node)),
  refusedSyntax: {
    ...refusedSyntax,
    AwaitExpression: { rule: "FE-CFF-058", name: "await", fix: "Use then() of the promise." },
    ImportDeclaration: {
      rule: "FE-CFF-059",
      name: "import",
      fix: "Load the module with require: var crypto = require('crypto').",
    },
  },
  declarations: ["var"],
  regExpFlags: ["g", "i", "m"],
  hasAsyncFunctions: false,
  hasNumericSeparators: false,
  globals: [...globals.filter((name) => !newGlobals.includes(name)), "MemoryError"],
  refusedGlobals: {
    ...version2.refusedGlobals,
    process: {
      rule: "FE-CFF-063",
      reason: "there is no access to a process or its environment",
      fix: "Write the value into the code.",
    },
    ...Object.fromEntries(newGlobals.map((name) => [name, { rule: "FE-CFF-077", reason: isNew, fix: update }])),
    Buffer: noBuffer,
    ...Object.fromEntries(moduleNames.map((name) => [name, asModule(name)])),
  },
  staticMembers: {
    ...oldStatics,
    ...Object.fromEntries(Object.keys(oldStatics).flatMap((name) => (isTypedArray(name) ? [[name, []]] : []))),
    Object: (staticMembers.Object ?? []).filter((name) => name !== "getOwnPropertyDescriptors"),
    // The page lists bytesFrom among the prototype's methods. njs, from which the engine was forked, has it here, and
    // so do AWS's samples.
    String: words("fromCharCode fromCodePoint bytesFrom"),
    Promise: words("reject resolve"),
    MemoryError: [],
  },
  prototypeMembers: {
    ...without(newGlobals, prototypeMembers),
    String: [...(prototypeMembers.String ?? []).filter((name) => name !== "replaceAll"), ...byteStringMethods],
    RegExp: (prototypeMembers.RegExp ?? []).filter((name) => name !== "flags" && name !== "sticky"),
    TypedArray: words("buffer byteLength byteOffset copyWithin fill join length set slice subarray toString"),
  },
  refusedMethods: {
    ...Object.fromEntries(
      Object.entries(without(byteStringMethods, refusedMethods)).map(([name, { rule, owner, fix }]) => [
        name,
        { rule, owner, fix: fix.includes("Buffer") ? update : fix },
      ]),
    ),
    replaceAll: { rule: "FE-CFF-081", owner: "String", fix: "Use replace() with a RegExp that has the flag g." },
  },
  modules: Object.fromEntries(
    moduleNames.map((name) => [
      name,
      { exports: modules[name]?.exports ?? [], loadedBy: ["require" as const], pages: [pages.runtime10] },
    ]),
  ),
};

function without<Row>(names: readonly string[], table: Readonly<Record<string, Row>>): Record<string, Row> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}

function isTypedArray(name: string): boolean {
  return /^(?:Float|U?[Ii]nt)\d/.test(name);
}
