export { onOriginRequest, onOriginResponse, onViewerRequest, onViewerResponse } from "./events.ts";
export { isFileName } from "./file-names.ts";
export { logCustomData } from "./log-data.ts";
export { hasDotSegment } from "./paths.ts";
export { type QueryEntry, queryEntries, replaceQuery } from "./query.ts";
export { html, json, type RedirectStatus, redirect, respond } from "./respond.ts";
export type {
  Context,
  Cookies,
  Dynamic,
  DynamicRecord,
  GroupMember,
  Handler,
  Headers,
  KeyValueStore,
  Origin,
  OriginChanges,
  OriginOverrides,
  OriginRequest,
  OriginRequestHandler,
  Query,
  Request,
  RequestChain,
  RequestEventHandler,
  RequestHandler,
  Response,
  ResponseChain,
  ResponseCookies,
  ResponseEventHandler,
  ResponseHandler,
  Viewer,
} from "./types.ts";
export { viewerHeaders } from "./viewer-headers.ts";
