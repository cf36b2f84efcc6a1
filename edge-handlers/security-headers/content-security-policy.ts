import type { z } from "zod";

/** @see https://www.w3.org/TR/CSP3/#csp-directives and the specifications that it lists */
const directives = [
  ...["default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem"],
  ...["style-src-attr", "img-src", "font-src", "connect-src", "media-src", "object-src", "frame-src", "child-src"],
  ...["worker-src", "manifest-src", "fenced-frame-src", "base-uri", "form-action", "frame-ancestors", "sandbox"],
  ...["report-uri", "report-to", "upgrade-insecure-requests", "block-all-mixed-content"],
  ...["require-trusted-types-for", "trusted-types", "webrtc"],
];

/** Directives whose values are not sources. */
const withoutSources = ["sandbox", "report-uri", "report-to"];

const keywords = [
  ...["self", "none", "unsafe-inline", "unsafe-eval", "unsafe-hashes", "wasm-unsafe-eval", "strict-dynamic"],
  ...[
    "report-sample",
    "inline-speculation-rules",
    "trusted-types-eval",
    "allow-duplicates",
    "script",
    "allow",
    "block",
  ],
];
const nonceOrHash = /^(nonce|sha256|sha384|sha512)-\S+$/;

type Directives = Record<string, string[]>;

/** Reports directives that no browser knows, keywords without quotes, and quoted words that are not keywords. */
export function checkPolicy(policy: Directives, context: z.core.$RefinementCtx<Directives>): void {
  const report = (path: (string | number)[], message: string, rule: string, fix: string) =>
    context.addIssue({ code: "custom", path, message, params: { rule, fix } });
  for (const [directive, sources] of Object.entries(policy)) {
    if (!directives.includes(directive)) {
      report([directive], `'${directive}' is not a directive.`, "FE-HND-032", `Known: ${directives.join(", ")}.`);
      continue;
    }
    if (withoutSources.includes(directive)) continue;
    sources.forEach((source, index) => {
      const path = [directive, index];
      const word = /^'(.*)'$/.exec(source)?.[1];
      if (word === undefined && isQuoted(source)) {
        report(path, `${source} is a keyword, and without quotes a host.`, "FE-HND-033", `Write "'${source}'".`);
      }
      if (word !== undefined && !isQuoted(word)) {
        report(path, `${source} is not a keyword.`, "FE-HND-033", `Known: ${keywords.join(", ")}, nonces and hashes.`);
      }
    });
  }
}

/** True if a word is a keyword, a nonce or a hash, which policies have in single quotes. */
function isQuoted(word: string): boolean {
  return keywords.includes(word.toLowerCase()) || nonceOrHash.test(word);
}
