import type { LanguageDiagnostic } from "@featheredge/runtimes";

/**
 * A diagnostic of the language check as the rest of a sentence whose subject is the author's source.
 *
 * @param isCall whether the code that it is about is a call
 */
export function phrase({ message, absent }: LanguageDiagnostic, isCall: boolean): string {
  if (absent === undefined) return `can't run in CloudFront Functions: ${message.replace(/\.$/, "")}`;
  const name = absent.isGlobal && isCall ? `${absent.name}()` : absent.name;
  return `uses ${name}, which CloudFront Functions do not have`;
}
