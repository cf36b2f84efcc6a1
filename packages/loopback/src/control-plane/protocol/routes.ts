import type { StaticOperationSchema } from "@smithy/types";
import { operationSchemas } from "./operations.ts";

/** The HTTP route of an operation. */
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

/** The routes of a service's operations, more specific ones first. */
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
 * Finds the operation of a request. A path with a literal query, such as `?WithTags` or `?Operation=Tag`, is more specific
 * than one without, and a literal path segment is more specific than a label.
 * @param path - The percent-encoded path, without the query.
 * @returns the route with its labels, percent-encoded as sent; `undefined` when no operation has this route.
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
