import type { LambdaRequest, LambdaResponse } from "../lambda-event.ts";
import type { PreviewBehavior, PreviewCode, PreviewEntry, PreviewEvent, PreviewFunction } from "./code.ts";
import type { LoadedPreview } from "./load-code.ts";
import { matchesPath } from "./match-path.ts";
import { markHeaders, notFoundPage, previewHeader } from "./pages.ts";
import { restoreRequest, stashHeader, stashRequest } from "./pending-request.ts";
import { cachedUri, parseCachedUri, parseSelection, type Selection, selectionText } from "./preview-uri.ts";

/** An event of any of the four kinds. */
export interface PreviewLambdaEvent {
  readonly Records: readonly [{ readonly cf: PreviewRecord }];
}

interface PreviewRecord {
  readonly config: { readonly eventType: PreviewEvent; readonly requestId?: string };
  readonly request: LambdaRequest;
  readonly response?: LambdaResponse;
}

export interface DispatcherSettings {
  /** Previews answer at `<name>.<domainName>`. @default only the header selects one */
  readonly domainName?: string | undefined;
  /** The hosts of origins whose content is each preview's own, below a folder of its name. */
  readonly contentHosts: readonly string[];
  readonly entryOf: (name: string) => Promise<PreviewEntry | undefined>;
  readonly codeOf: (name: string, sha256: string) => Promise<LoadedPreview>;
  /** A unique text of hexadecimal digits and `-`. */
  readonly newId: () => string;
}

type Dispatcher = (event: PreviewLambdaEvent, context: unknown) => Promise<LambdaRequest | LambdaResponse>;

/**
 * The `handler` of the one Lambda@Edge function that runs the handlers of all previews, at all four events of every
 * behavior. At viewer request it finds the preview by the header or the host, and puts it before the path, so that
 * previews share neither objects in the cache nor files in the bucket. At the other events it runs the functions of the
 * preview that the request then names, on the path as the preview's handlers know it.
 */
export function createDispatcher(settings: DispatcherSettings): Dispatcher {
  return async (event, context) => {
    const { config, request } = event.Records[0].cf;
    switch (config.eventType) {
      case "viewer-request":
        return atViewerRequest(settings, event, context);
      case "origin-request":
        return atOriginRequest(settings, event, context);
      case "origin-response":
        return atResponse(
          settings,
          event,
          context,
          parseSelection(headerOf(request, previewHeader) ?? ""),
          request.uri,
        );
      case "viewer-response": {
        const cached = parseCachedUri(request.uri);
        return atResponse(settings, event, context, cached?.selection, cached?.uri ?? request.uri);
      }
    }
  };
}

async function atViewerRequest(settings: DispatcherSettings, event: PreviewLambdaEvent, context: unknown) {
  const { request } = event.Records[0].cf;
  const name = selectedName(settings, request);
  const entry = name === undefined ? undefined : await settings.entryOf(name);
  if (name === undefined || entry === undefined) return notFoundPage(name, settings.domainName);
  const loaded = await settings.codeOf(name, entry.code);
  const behavior = behaviorFor(loaded.code, request.uri);
  const selection: Selection = { name, code: entry.code, behavior };
  if (functionAt(loaded.code, behavior, "viewer-request")?.needsViewerHeaders) {
    const pending = { ...selection, pending: settings.newId() };
    return { ...request, headers: stashRequest(request), uri: cachedUri(pending, request.uri) };
  }
  const result = await runFunction(loaded, selection, "viewer-request", event, context);
  if (isResponse(result)) return { ...result, headers: markHeaders(result.headers, name) };
  return { ...result, uri: cachedUri(selection, withRootObject(loaded.code, result.uri)) };
}

async function atOriginRequest(settings: DispatcherSettings, event: PreviewLambdaEvent, context: unknown) {
  const { request } = event.Records[0].cf;
  const cached = parseCachedUri(request.uri);
  // A request that did not go through viewer request, such as that for an error page.
  if (cached === undefined) return request;
  const { selection } = cached;
  const loaded = await settings.codeOf(selection.name, selection.code);
  let current: LambdaRequest = { ...request, uri: cached.uri };
  if (selection.pending !== undefined) {
    const { viewer, merge } = restoreRequest(current);
    const result = await runFunction(loaded, selection, "viewer-request", withRequest(event, viewer), context);
    if (isResponse(result)) return { ...result, headers: markHeaders(result.headers, selection.name) };
    current = merge({ ...result, uri: withRootObject(loaded.code, result.uri) });
  }
  const result = await runFunction(loaded, selection, "origin-request", withRequest(event, current), context);
  if (isResponse(result)) return result;
  const { [stashHeader]: _, ...headers } = result.headers;
  const key = previewHeader.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
  return {
    ...result,
    headers: { ...headers, [previewHeader]: [{ key, value: selectionText(selection) }] },
    uri: hasOwnContent(settings, result) ? `/${selection.name}${result.uri}` : result.uri,
  };
}

async function atResponse(
  settings: DispatcherSettings,
  event: PreviewLambdaEvent,
  context: unknown,
  selection: Selection | undefined,
  uri: string,
): Promise<LambdaResponse> {
  const { request, response, config } = event.Records[0].cf;
  if (response === undefined) throw new TypeError("The event has no response");
  if (selection === undefined) return response;
  const loaded = await settings.codeOf(selection.name, selection.code);
  const own = config.eventType === "origin-response" && hasOwnContent(settings, request);
  const path = own ? uri.slice(selection.name.length + 1) : uri;
  const named = functionName(loaded.code, selection.behavior, config.eventType);
  const result =
    named === undefined
      ? response
      : ((await loaded.functionNamed(named)(withRequest(event, { ...request, uri: path }), context)) as LambdaResponse);
  if (config.eventType === "origin-response") return result;
  return { ...result, headers: markHeaders(result.headers, selection.name) };
}

/** Runs the preview's function at a request event, if it has one there. */
async function runFunction(
  loaded: LoadedPreview,
  { behavior }: Selection,
  at: "viewer-request" | "origin-request",
  event: PreviewLambdaEvent,
  context: unknown,
): Promise<LambdaRequest | LambdaResponse> {
  const { request } = event.Records[0].cf;
  const name = functionName(loaded.code, behavior, at);
  if (name === undefined) return request;
  const { body, ...withoutBody } = request;
  const includesBody = functionAt(loaded.code, behavior, at)?.includeBody === true;
  const seen = withRequest(event, includesBody ? request : withoutBody, at);
  const result = (await loaded.functionNamed(name)(seen, context)) as LambdaRequest | LambdaResponse;
  if (isResponse(result) || includesBody || body === undefined) return result;
  return { ...result, body };
}

/** The event with another request, a copy that a function may change. */
function withRequest(event: PreviewLambdaEvent, request: LambdaRequest, eventType?: PreviewEvent): PreviewLambdaEvent {
  const { cf } = event.Records[0];
  const config = eventType === undefined ? cf.config : { ...cf.config, eventType };
  return { Records: [{ cf: structuredClone({ ...cf, config, request }) }] };
}

function isResponse(result: LambdaRequest | LambdaResponse): result is LambdaResponse {
  return "status" in result;
}

/** The name in the header, else the label of the host below the domain of previews. */
function selectedName({ domainName }: DispatcherSettings, request: LambdaRequest): string | undefined {
  const given = headerOf(request, previewHeader);
  if (given !== undefined) return given;
  const host = (headerOf(request, "host") ?? "").replace(/:\d+$/, "").toLowerCase();
  const end = `.${domainName}`;
  return domainName !== undefined && host.endsWith(end) ? host.slice(0, -end.length) : undefined;
}

/** True if the request goes to a bucket in which each preview has its own folder. */
function hasOwnContent({ contentHosts }: DispatcherSettings, { origin }: LambdaRequest): boolean {
  return origin?.s3?.domainName !== undefined && contentHosts.includes(origin.s3.domainName);
}

/** CloudFront itself replaces only a path of exactly `/`, which the path has no more when it names the preview. */
function withRootObject({ defaultRootObject }: PreviewCode, uri: string): string {
  return uri === "/" && defaultRootObject !== undefined ? `/${defaultRootObject}` : uri;
}

function behaviorFor(code: PreviewCode, uri: string): number {
  const path = withRootObject(code, uri);
  const index = code.behaviors.findIndex((behavior) => matchesPath(behavior.path, path));
  return index < 0 ? code.behaviors.length - 1 : index;
}

function functionName(code: PreviewCode, behavior: number, event: PreviewEvent): string | undefined {
  const { functions }: Partial<PreviewBehavior> = code.behaviors[behavior] ?? {};
  return functions?.[event];
}

function functionAt(code: PreviewCode, behavior: number, event: PreviewEvent): PreviewFunction | undefined {
  const name = functionName(code, behavior, event);
  return name === undefined ? undefined : code.functions[name];
}

function headerOf({ headers }: Pick<LambdaRequest, "headers">, name: string): string | undefined {
  return headers[name]?.[0]?.value;
}
