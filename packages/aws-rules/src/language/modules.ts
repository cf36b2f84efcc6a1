import { pages } from "@featheredge/diagnostics";

export interface LanguageModule {
  /** Members of the module's default export. */
  readonly exports: readonly string[];
  /** How AWS's pages load it. */
  readonly loadedBy: readonly ("import" | "require")[];
  readonly pages: readonly string[];
}

/** The modules of cloudfront-js-2.0. */
export const languageModules: Readonly<Record<string, LanguageModule>> = {
  buffer: { exports: ["Buffer"], loadedBy: ["import", "require"], pages: [pages.runtime] },
  crypto: { exports: ["createHash", "createHmac"], loadedBy: ["import", "require"], pages: [pages.runtime] },
  querystring: {
    exports: ["decode", "encode", "escape", "parse", "stringify", "unescape"],
    loadedBy: ["import", "require"],
    pages: [pages.runtime],
  },
  cloudfront: {
    exports: [
      "kvs",
      "updateRequestOrigin",
      "selectRequestOriginById",
      "createRequestOriginGroup",
      "cwt",
      "edgeLocation",
      "logCustomData",
      "distributionTenant",
    ],
    loadedBy: ["import"],
    pages: [
      pages.keyValueStoreMethods,
      pages.originModification,
      pages.webTokens,
      pages.generalHelpers,
      pages.saasManagerHelpers,
    ],
  },
};

/** The algorithms and encodings that the crypto module documents. */
export const cryptoAlgorithms = ["md5", "sha1", "sha256"] as const;
export const digestEncodings = ["hex", "base64", "base64url"] as const;
