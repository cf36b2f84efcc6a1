import { checkErrorResponse, matchPathPattern } from "@featheredge/aws-rules";
import { behaviorsOf } from "./behaviors.ts";
import { blocks, constant, list, number, type Resource } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Warns of error responses that hide the errors of servers, such as an API, behind a page of another origin. */
export function checkErrorPages(resource: Resource): StackDiagnostic[] {
  const { address, values } = resource;
  const servers = new Set(
    blocks(values.origin)
      .filter(
        ({ custom_origin_config, vpc_origin_config }) => list(custom_origin_config ?? vpc_origin_config).length > 0,
      )
      .map(({ origin_id }) => String(origin_id)),
  );
  const [fallback, ...ordered] = behaviorsOf(resource).map(({ block }) => ({
    pattern: constant(block.path_pattern) ?? "",
    origin: String(block.target_origin_id),
  }));
  const originOf = (path: string) =>
    (ordered.find(({ pattern }) => matchPathPattern(pattern, path)) ?? fallback)?.origin;
  const used = [...new Set([fallback, ...ordered].map((behavior) => behavior?.origin ?? ""))];
  return blocks(values.custom_error_response).flatMap((response, index) => {
    const [errorCode = 0, responseCode = errorCode] = [number(response.error_code), number(response.response_code)];
    const responsePagePath = constant(response.response_page_path);
    if (responsePagePath === undefined) return [];
    const others = used.filter((origin) => servers.has(origin) && origin !== originOf(responsePagePath));
    const diagnostic = checkErrorResponse({ errorCode, responseCode, responsePagePath }, others);
    return at(`${address}.custom_error_response[${index}]`, diagnostic);
  });
}
