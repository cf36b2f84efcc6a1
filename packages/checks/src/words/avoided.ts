import { BRITISH_SPELLINGS } from "./british.ts";

/** A use of an avoided word that is right, and why. Give `text`, `files` or both. */
export interface Exception {
  /** Matches the word together with the words around it, on one line. */
  text?: RegExp;
  /** Paths, or beginnings of paths, from the repository's root. */
  files?: readonly string[];
  reason: string;
}

/** Words that this project doesn't write, and the words to write instead. */
export interface AvoidedWords {
  /** In lower case. A phrase's words are separated by one space. They also match parts of identifiers and of paths. */
  words: readonly string[];
  instead: string;
  except?: readonly Exception[];
}

export const AVOIDED_WORDS: readonly AvoidedWords[] = [
  { words: ["mend", "mends", "mended", "mending"], instead: "fix; polyfill (code that fills a gap)" },
  { words: ["tell", "tells", "told", "telling"], instead: "report, say; distinguish (from)" },
  {
    words: ["stand", "stands", "stood"],
    instead: "is, is in, appears",
    except: [
      { text: /\bstands? for\b/i, reason: "the ordinary way to say what an abbreviation or a symbol means" },
      { text: /\bstand-ins?\b/i, reason: "the ordinary word for something that replaces another thing in a test" },
    ],
  },
  { words: ["whoever", "nobody", "nothing that"], instead: "the actor, such as 'callers' or 'no client'" },
  { words: ["reckon", "reckons", "reckoned", "reckoning"], instead: "compute, count" },
  { words: ["anew"], instead: "again" },
  { words: ["beside"], instead: "next to" },
  { words: ["its like", "their like", "the like of"], instead: "similar" },
  { words: ["of its own", "of their own", "of his own"], instead: "its own …, their own …" },
  { words: ["comes to", "come to", "came to"], instead: "amounts to, is" },
  { words: ["shall"], instead: "must" },
  { words: ["left out"], instead: "omitted" },
  { words: ["by then"], instead: "then" },
  { words: ["in front of"], instead: "before" },
  {
    words: ["is no", "are no", "was no"],
    instead: "is not a …, must be …, has no …",
    except: [
      { text: /\b(?:is|are|was) no (?:longer|more|less|fewer)\b/i, reason: "negates an adverb, not a noun" },
      { text: /\bthere (?:is|are|was) no\b/i, reason: "says that something does not exist" },
    ],
  },
  {
    words: ["is none", "are none", "was none"],
    instead: "is not a …, has no …",
    except: [{ text: /\bthere (?:is|are|was) none\b/i, reason: "says that something does not exist" }],
  },
  { words: ["obstacle", "obstacles"], instead: "blocker" },
  { words: ["refusal", "refusals"], instead: "diagnostic, error, rejection" },
  {
    words: ["findings", "a finding", "the finding", "each finding", "every finding", "no finding", "one finding"],
    instead: "diagnostic",
  },
  {
    words: ["violation", "violations"],
    instead: "diagnostic",
    except: [
      { text: /constantViolations/, reason: "the name of Babel's property of a binding" },
      { files: ["packages/inspector/src/testing/run-axe.ts"], reason: "the name of axe-core's property" },
    ],
  },
  {
    words: ["unbox", "unboxes", "unboxed", "unboxing"],
    instead: "inline the SDK",
    except: [{ files: ["bench/compile/passes.ts"], reason: "folders of older checkouts, which the bench compares" }],
  },
  {
    words: ["specialize", "specializes", "specialized", "specializing", "specialization"],
    instead: "partial evaluation",
    except: [{ files: ["bench/compile/passes.ts"], reason: "folders of older checkouts, which the bench compares" }],
  },
  { words: ["gate", "gates", "gated"], instead: "language check" },
  { words: ["second opinion"], instead: "njs check" },
  { words: ["seeds"], instead: "initial entries" },
  {
    words: ["place", "places"],
    instead: "location, target, index, position",
    except: [
      { text: /\bin[- ]place\b/i, reason: "the ordinary term for a change without a copy" },
      {
        text: /\bplaces? .{0,40}\b(?:runtimes?|Lambda@Edge|CloudFront Functions?)/i,
        reason: "placement: the choice of a runtime",
      },
      {
        files: ["packages/compiler/src/build.ts", "packages/compiler/src/placement/"],
        reason: "placement: the choice of a runtime",
      },
    ],
  },
  {
    words: ["claim", "claims", "claimed"],
    instead: "lock, reserve; say",
    except: [
      { text: /JWTs?\b|\btokens?\b|requiredClaims|--claim\b/i, reason: "the claims of a JSON Web Token" },
      {
        files: [
          "edge-handlers/",
          "environments/site.ts",
          "packages/compiler/src/determinism.test.ts",
          "packages/compiler/src/testing/reference-functions.ts",
          "packages/edge-sdk/src/",
          "packages/runtimes/src/cloudfront-function/quickjs/cwt",
          "tests/developer-guide/",
          "tests/fixtures/reference-site/",
        ],
        reason: "handlers, and the SDK's and CloudFront's functions for them, that read the claims of a token",
      },
    ],
  },
  {
    words: ["native", "natively", "natives"],
    instead: "hand-written, built-in",
    except: [
      { text: /\bnative (?:handlers?|form)\b/i, reason: "a handler that is written in AWS's own form" },
      {
        files: [
          "bench/",
          "biome.json",
          "docs/",
          "packages/cli/src/run/portable.ts",
          "packages/compiler/src/",
          "packages/edge-sdk/src/",
          "tests/loopback/",
        ],
        reason: "a handler that is written in AWS's own form, and what its types and checks are called",
      },
    ],
  },
  {
    words: ["plane", "planes"],
    instead: "data plane context",
    except: [{ text: /(?:control|data)[- ]?planes?/i, reason: "the field's terms, 'control plane' and 'data plane'" }],
  },
  {
    words: ["visit", "visits"],
    instead: "request; walk (a tree)",
    except: [{ text: /\.visit\(/, reason: "the method of oxc-parser's Visitor" }],
  },
  { words: ["road", "roads"], instead: "dispatch" },
  { words: ["twin", "twins"], instead: "existing, copy" },
  {
    words: [
      ...["synthesise", "synthesises", "synthesised", "synthesising"],
      ...["initialise", "initialises", "initialised", "initialising"],
      ...["behaviour", "behaviours", "colour", "colours", "neighbour", "neighbours"],
    ],
    instead: "the American spelling, which AWS and Terraform use",
  },
  { words: ["const found", "let found"], instead: "a name that says what was found, such as 'missingHeaders'" },
  ...BRITISH_SPELLINGS.map(([british, american]) => ({ words: [british], instead: american })),
];
