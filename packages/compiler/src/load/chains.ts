import path from "node:path";
import { type EdgeEvent, edgeEvents } from "@featheredge/aws-rules";
import { diagnose, type SourcePosition } from "@featheredge/diagnostics";
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

/** The key under which a behavior lists the handlers of an event: `distributions.site.behaviors[2].viewerRequest`. */
export function eventPosition(input: BuildInput, behavior: BehaviorInput, event: EdgeEvent): SourcePosition {
  return { file: input.environmentFile, key: `${behavior.key}.${eventKeys[event]}` };
}

/** The chains of a behavior in the order of the events; a chain that is not valid is added to the problems. */
export function readChains(
  input: BuildInput,
  behavior: BehaviorInput,
  loaded: ReadonlyMap<string, LoadedHandler>,
  problems: Problems,
): Chain[] {
  return edgeEvents.flatMap((event) => {
    const names = behavior.events[event] ?? [];
    if (names.length === 0) return [];
    const at = eventPosition(input, behavior, event);
    checkRepetition(at, names, problems);
    checkComposition(at, names, loaded, problems);
    const handlers = names.flatMap((name) => {
      const handler = loaded.get(name);
      if (!Object.hasOwn(input.handlers, name)) {
        const fix = suggest(name, Object.keys(input.handlers));
        problems.add(diagnose("FE-HND-001", { at, message: `'${name}' is not a key of handlers.`, fix }));
      } else if (handler !== undefined) checkKind(at, event, handler, problems);
      return handler === undefined ? [] : [handler];
    });
    return handlers.length === names.length ? [{ event, handlers }] : [];
  });
}

function checkRepetition(at: SourcePosition, names: readonly string[], problems: Problems): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return;
  problems.add(
    diagnose("FE-HND-009", {
      at,
      message: `'${repeated}' is listed twice, which would be two functions for one event; CloudFront takes one, in which every handler runs once.`,
      fix: "Remove one of them.",
    }),
  );
}

/** A native handler can't share an event, since it takes and returns AWS's own objects. */
function checkComposition(
  at: SourcePosition,
  names: readonly string[],
  loaded: ReadonlyMap<string, LoadedHandler>,
  problems: Problems,
): void {
  const native = names.map((name) => loaded.get(name)).find((handler) => handler?.native !== undefined);
  if (native === undefined || names.length < 2) return;
  problems.add(
    diagnose("FE-HND-010", {
      at,
      message: `'${native.name}' is a native handler (${native.folder}/${path.basename(native.file)}) and can't be composed with others: CloudFront takes one function for an event, and only portable handlers can be joined to one.`,
      fix: 'List it alone, or write it as `export default onViewerRequest((request) => …)` of "@featheredge/edge-sdk".',
    }),
  );
}

function checkKind(at: SourcePosition, event: EdgeEvent, handler: LoadedHandler, problems: Problems): void {
  const { declaration } = handler;
  const wanted: HandlerKind = event.endsWith("request") ? "request" : "response";
  if (declaration === undefined || declaration.kind === wanted) return;
  const fitting = edgeEvents.filter((other) => other.endsWith(declaration.kind)).map((other) => eventKeys[other]);
  problems.add(
    diagnose("FE-HND-008", {
      at,
      message: `'${handler.name}' handles a ${declaration.kind} (${declaration.declaredBy} in ${handler.folder}/${path.basename(handler.file)}:${declaration.line}), and this event has a ${wanted} to handle.`,
      fix: `List it at ${fitting.join(" or ")}.`,
    }),
  );
}
