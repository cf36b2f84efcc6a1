import { admits, type NameFilter } from "./names.ts";

/**
 * The parameters of a query that at least one filter admits, in the query's order and still encoded.
 * @param query without `?`
 */
export function filterQuery(query: string, ...filters: readonly NameFilter[]): string {
  if (query === "" || filters.every((filter) => filter.kind === "none")) return "";
  if (filters.some((filter) => filter.kind === "all")) return query;
  return query
    .split("&")
    .filter((parameter) => filters.some((filter) => admits(filter, parameterName(parameter))))
    .join("&");
}

/** Removes parameters from a query. @param names still encoded */
export function withoutParameters(query: string, names: ReadonlySet<string>): string {
  return query === ""
    ? ""
    : query
        .split("&")
        .filter((parameter) => !names.has(parameterName(parameter)))
        .join("&");
}

function parameterName(parameter: string): string {
  const equals = parameter.indexOf("=");
  return equals < 0 ? parameter : parameter.slice(0, equals);
}
