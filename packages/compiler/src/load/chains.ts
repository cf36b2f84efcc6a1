import path from "node:path";
import { checkPathPattern, type EdgeEvent, edgeEvents } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import { type Problems, suggest } from "../problems.ts";
import type { BehaviorInput, BuildInput } from "../types.ts";
import type { HandlerKind } from "./handler-file.ts";
import type { LoadedHandler } from "./load.ts";

/** The handlers at one event of one behavior, loaded and of the right kind. */
export interface Chain {
  readonly event: EdgeEvent;
  readonly handlers: readonly LoadedHandler[];
}

/** A behavior with the chains of its events. */
export interface BehaviorChains {
  readonly behavior: BehaviorInput;
  readonly chains: readonly Chain[];
}

/** The keys of an environment at which handlers are listed. */
const eventKeys: Readonly<Record<EdgeEvent, string>> = {
  "viewer-request": "viewerRequest",
  "origin-request": "originRequest",
  "origin-response": "originResponse",
  "viewer-response": "viewerResponse",
};

/** Where an event of a behavior stands: `environments/prod.ts: distributions.site.behaviors[2].viewerRequest`. */
export function eventKey(input: BuildInput, behavior: BehaviorInput, event: EdgeEvent): string {
  return `${input.environmentFile}: ${behavior.key}.${eventKeys[event]}`;
}

/** The chains of a behavior in the order of the events; what can't be one is told as a problem. */
export function readChains(
  input: BuildInput,
  behavior: BehaviorInput,
  loaded: ReadonlyMap<string, LoadedHandler>,
  problems: Problems,
): Chain[] {
  const diagnostic = checkPathPattern(behavior.path);
  if (diagnostic !== undefined)
    problems.add(`${input.environmentFile}: ${behavior.key}.path: ${sentences(diagnostic)}`);
  return edgeEvents.flatMap((event) => {
    const names = behavior.events[event] ?? [];
    if (names.length === 0) return [];
    const key = eventKey(input, behavior, event);
    checkRepetition(key, names, problems);
    checkComposition(key, names, loaded, problems);
    const handlers = names.flatMap((name) => {
      const handler = loaded.get(name);
      if (!Object.hasOwn(input.handlers, name)) {
        problems.add(`${key}: '${name}' is not a key of handlers. ${suggest(name, Object.keys(input.handlers))}`);
      } else if (handler !== undefined) checkKind(key, event, handler, problems);
      return handler === undefined ? [] : [handler];
    });
    return handlers.length === names.length ? [{ event, handlers }] : [];
  });
}

function checkRepetition(key: string, names: readonly string[], problems: Problems): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return;
  problems.add(
    `${key}: '${repeated}' is listed twice, which would be two functions for one event; CloudFront takes one, in which every handler runs once. Remove one of them.`,
  );
}

/** A native handler has the event to itself: it takes and gives back AWS's own objects. */
function checkComposition(
  key: string,
  names: readonly string[],
  loaded: ReadonlyMap<string, LoadedHandler>,
  problems: Problems,
): void {
  const found = names.map((name) => loaded.get(name)).find((handler) => handler?.native !== undefined);
  if (found === undefined || names.length < 2) return;
  problems.add(
    `${key}: '${found.name}' is a native handler (${found.folder}/${path.basename(found.file)}) and can't be composed with others: CloudFront takes one function for an event, and only portable handlers can be joined to one. List it alone, or write it as \`export default onViewerRequest((request) => …)\` of "@featheredge/edge-sdk".`,
  );
}

function checkKind(key: string, event: EdgeEvent, handler: LoadedHandler, problems: Problems): void {
  const { declaration } = handler;
  const wanted: HandlerKind = event.endsWith("request") ? "request" : "response";
  if (declaration === undefined || declaration.kind === wanted) return;
  const fitting = edgeEvents.filter((other) => other.endsWith(declaration.kind)).map((other) => eventKeys[other]);
  problems.add(
    `${key}: '${handler.name}' handles a ${declaration.kind} (${declaration.declaredBy} in ${handler.folder}/${path.basename(handler.file)}:${declaration.line}), and this event has a ${wanted} to handle. List it at ${fitting.join(" or ")}.`,
  );
}
