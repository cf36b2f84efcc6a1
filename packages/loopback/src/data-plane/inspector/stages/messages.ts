import type { RequestView, ResponseView } from "@featheredge/inspector/api";
import type { HeaderList } from "../../http/headers.ts";
import { maskHeaders, maskQuery } from "../masking/mask-http.ts";

type IsSecret = (name: string) => boolean;

/** A request as the inspector shows it: with masked secrets. */
export function requestView(
  request: {
    readonly method: string;
    readonly uri: string;
    readonly querystring: string;
    readonly headers: HeaderList;
  },
  isSecret: IsSecret,
  bodyBytes?: number,
): RequestView {
  const { method, uri, querystring, headers } = request;
  return {
    method,
    uri,
    querystring: maskQuery(querystring),
    headers: maskHeaders(headers, isSecret),
    ...(bodyBytes === undefined ? {} : { bodyBytes }),
  };
}

export function responseView(
  response: { readonly status: number; readonly statusText?: string | undefined; readonly headers: HeaderList },
  isSecret: IsSecret,
  bodyBytes?: number,
): ResponseView {
  const { status, statusText, headers } = response;
  return {
    status,
    ...(statusText === undefined ? {} : { statusText }),
    headers: maskHeaders(headers, isSecret),
    ...(bodyBytes === undefined ? {} : { bodyBytes }),
  };
}

/** Splits a URL's path and query. */
export function uriAndQuery(url: string): { readonly uri: string; readonly querystring: string } {
  const mark = url.indexOf("?");
  return mark < 0 ? { uri: url, querystring: "" } : { uri: url.slice(0, mark), querystring: url.slice(mark + 1) };
}
