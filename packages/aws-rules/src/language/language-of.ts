import { type FunctionRuntime, type Language, version2 } from "./language.ts";
import { version1 } from "./version-1.ts";

/** The language of a runtime of CloudFront Functions. */
export function languageOf(runtime: FunctionRuntime): Language {
  return runtime === "cloudfront-js-1.0" ? version1 : version2;
}
