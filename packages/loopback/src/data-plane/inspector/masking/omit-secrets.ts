import type { HeaderList } from "../../http/headers.ts";
import { maskHeader, maskQuery } from "./mask-http.ts";
import type { Mask } from "./mask-texts.ts";

/** A part of a message without its secrets. */
interface WithoutSecrets<Kept> {
  readonly kept: Kept;
  /** Where the secrets were: `header authorization`, `query parameter token`. */
  readonly omitted: readonly string[];
}

/**
 * Omits the headers that hold a secret.
 * @param mask masks the secrets that are known by their texts
 * @param isSecret as in {@link maskHeader}
 */
export function omitSecretHeaders(
  headers: HeaderList,
  mask: Mask,
  isSecret: (name: string) => boolean,
): WithoutSecrets<HeaderList> {
  const holdsSecret = ([name, value]: HeaderList[number]) => mask(maskHeader(name, value, isSecret)) !== value;
  return {
    kept: headers.filter((header) => !holdsSecret(header)),
    omitted: headers.filter(holdsSecret).map(([name]) => `header ${name.toLowerCase()}`),
  };
}

/** Omits the parameters that hold a secret. @param query without `?` @param mask as in {@link omitSecretHeaders} */
export function omitSecretParameters(query: string, mask: Mask): WithoutSecrets<string> {
  const parameters = query.split("&");
  const holdsSecret = (parameter: string) => mask(maskQuery(parameter)) !== parameter;
  return {
    kept: parameters.filter((parameter) => !holdsSecret(parameter)).join("&"),
    omitted: parameters
      .filter(holdsSecret)
      .map((parameter) => `query parameter ${mask(parameter.replace(/=.*/s, ""))}`),
  };
}
