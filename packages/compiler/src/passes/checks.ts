import { cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { sdkDirectory } from "../bundle/plugin.ts";
import { nativeBlockerError } from "../native/check-native.ts";
import { type Blocker, sortBlockers } from "../placement/blocker.ts";
import type { Code } from "../source/code.ts";
import {
  type Authorship,
  findBodyBlockers,
  findLanguageBlockers,
  findLoadBlockers,
  findSecretBlockers,
  sizeBlocker,
} from "../verify/blockers.ts";
import { findLargeConfig } from "../verify/config-size.ts";
import { findDifferences } from "../verify/differences/find-differences.ts";
import { loadError, njsError } from "../verify/njs-check.ts";
import { findModuleLoads, rejectUnknownModules } from "../verify/requires.ts";
import { attributeBytes, describeLargest } from "../verify/size.ts";
import type { Module, Pass } from "./pass.ts";

/** Finds mistakes that depend on lines and values as the author wrote them, before any pass moves or computes them. */
export const checkSource: Pass = {
  name: "check-source",
  run(module) {
    const { event, chain, code, files } = module;
    const readsBody = event === "viewer-request" && chain[0]?.native === undefined ? findBodyBlockers(code) : [];
    const isSdk = (file: string) => files.absolute(file).startsWith(sdkDirectory);
    return { ...module, blockers: [...module.blockers, ...findDifferences(code, isSdk), ...readsBody] };
  },
};

/**
 * Finds code that is not allowed. It runs after the passes that drop what the config rules out, so that only code that
 * can be reached is reported.
 */
export const checkBundle: Pass = {
  name: "check-bundle",
  run(module) {
    const loads = findModuleLoads(module.code);
    rejectUnknownModules(loads, module.isAuthors);
    const blockers = [...findSecretBlockers(module.code), ...findLoadBlockers(loads, authorshipOf(module))];
    return { ...module, blockers: [...module.blockers, ...blockers] };
  },
};

/** Checks the text that will be uploaded: its language, its size, and whether njs loads it. */
export const checkArtifact: Pass = {
  name: "check-artifact",
  async run(module) {
    const { artifact, chain, code, files } = module;
    const language = findLanguageBlockers(artifact ?? code, authorshipOf(module));
    const moved = language.length === 0 ? [] : atTheirLines(language, module);
    const blockers = authorsOf([...module.blockers, ...moved]);
    const [own] = chain;
    if (own?.native !== undefined && blockers.length > 0) {
      const file = files.relative(own.file);
      throw new DiagnosticError(sortBlockers(blockers).map((blocker) => nativeBlockerError(file, blocker)));
    }
    // The size of code that can't run anyway is not worth a diagnostic.
    if (artifact === undefined || blockers.length > 0) return { ...module, blockers };
    const tooLarge = findSizeBlockers(artifact, module);
    if (tooLarge.length === 0) await checkInNjs(artifact.code, module);
    return { ...module, blockers: tooLarge };
  },
};

function authorshipOf({ bundle: { inputs }, files, isAuthors }: Module): Authorship {
  return { inputs, files, isAuthors };
}

/**
 * Blockers in code that no author wrote, such as the export of a bundle that was not minified, count only when there
 * are no others.
 */
function authorsOf(blockers: readonly Blocker[]): readonly Blocker[] {
  const authors = blockers.filter(({ at }) => at !== undefined);
  return authors.length > 0 ? authors : blockers;
}

/**
 * The blockers at the author's lines. Partial evaluation moves the code that it inlines to another line, so each
 * blocker is looked up in the bundle as it was before. A blocker keeps its line if the bundle had more of its kind,
 * since passes have then removed some of them.
 */
function atTheirLines(blockers: readonly Blocker[], module: Module): Blocker[] {
  const before = findLanguageBlockers(module.bundle.output, authorshipOf(module));
  const count = (all: readonly Blocker[], { rule, what }: Blocker) =>
    all.filter((blocker) => blocker.rule === rule && blocker.what === what).length;
  const isKnown = (blocker: Blocker) => {
    const unmoved = count(before, blocker);
    return unmoved > 0 && unmoved <= count(blockers, blocker);
  };
  return [...before.filter(isKnown), ...blockers.filter((blocker) => !isKnown(blocker))];
}

function findSizeBlockers({ code, map }: Code, { files, chain }: Module): Blocker[] {
  const bytes = Buffer.byteLength(code);
  const quota = cloudFrontFunctionQuotas.codeBytes.value;
  if (bytes <= quota) return [];
  const configs = chain.map(({ config }) => config);
  const largeConfig = findLargeConfig(configs, code, bytes - quota);
  return [sizeBlocker(bytes, quota, describeLargest(attributeBytes(code, map), files), largeConfig)];
}

/** Code that passes the language check and that njs does not load is our defect, unless it fails to load anywhere. */
async function checkInNjs(code: string, { chain, files }: Module): Promise<void> {
  const inNjs = await njsError(code);
  if (inNjs === undefined) return;
  const sources = chain.map(({ file }) => files.relative(file)).join(", ");
  const anywhere = await loadError(code);
  if (anywhere !== undefined) {
    throw new DiagnosticError([
      diagnose("FE-HND-020", {
        at: { file: sources },
        message: `the code outside of the handler throws when CloudFront loads the function: ${anywhere}.`,
        fix: "Correct it, or move it into the handler.",
      }),
    ]);
  }
  throw new DiagnosticError([
    diagnose("FE-HND-021", {
      at: { file: sources },
      message: `the compiled function passes the language check, but njs does not load it: ${inNjs}.`,
      fix: "Report it with this source; until then, pin the handler to lambda-at-edge.",
    }),
  ]);
}
