import type { StaticOperationSchema } from "@smithy/types";
import { operationSchemas } from "./operations.ts";

/** Where an operation is found. */
export interface Route {
  readonly name: string;
  readonly schema: StaticOperationSchema;
  readonly status: number;
}

interface CompiledRoute extends Route {
  readonly method: string;
  readonly path: RegExp;
  readonly labels: number;
  readonly query: readonly (readonly [name: string, value: string | undefined])[];
}

/** The routes of a service's operations, the more specific first. */
export function routesOf(schemas: readonly StaticOperationSchema[]): readonly CompiledRoute[] {
  return schemas.map(compile).sort((a, b) => b.query.length - a.query.length || a.labels - b.labels);
}

const cloudFrontRoutes = routesOf(operationSchemas);

function compile(schema: StaticOperationSchema): CompiledRoute {
  const [, , name, traits] = schema;
  const [method, uri, status] = (traits as { http: [string, string, number] }).http;
  const [path = "", query] = uri.split("?");
  const pattern = path.replaceAll(/[.*+^$()|[\]\\]/g, "\\$&").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return {
    name,
    schema,
    status,
    method,
    path: new RegExp(`^${pattern}/?$`),
    labels: path.split("{").length - 1,
    query: (query?.split("&") ?? []).map((literal) => {
      const [key = "", value] = literal.split("=");
      return [key, value] as const;
    }),
  };
}

/**
 * Finds the operation that a request asks for. One whose path has a literal query, such as `?WithTags` or
 * `?Operation=Tag`, is more specific than one without, and a literal path segment more than a label.
 * @param path - Without the query, percent-encoded.
 * @returns the labels percent-encoded, as they came; `undefined` when there is no such operation.
 */
export function findRoute(
  method: string,
  path: string,
  query: URLSearchParams,
  routes: readonly CompiledRoute[] = cloudFrontRoutes,
): { readonly route: Route; readonly labels: Readonly<Record<string, string>> } | undefined {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match && route.query.every(([key, value]) => query.has(key) && (value ?? query.get(key)) === query.get(key))) {
      return { route, labels: match.groups ?? {} };
    }
  }
  return undefined;
}
