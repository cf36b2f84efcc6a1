import type { AttachedFunction, SynthesizedBehavior, SynthesizedDistribution } from "../distributions/model.ts";
import { type Column, columnGap, namesOf, stackGap, textsOf, widths } from "./columns.ts";
import { accessOf, cacheOf, handlersOf, pathOf, runtimeOf } from "./contents.ts";
import { type Box, type BoxText, boxHeight, boxPadding, fontSizes, type Line, type Point } from "./scene.ts";
import { wrap } from "./text.ts";

/** A behavior from its path to the column before the origins. */
export interface Lane {
  readonly behavior: SynthesizedBehavior;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** Where requests arrive from viewers. */
  readonly entry: Point;
  /** Where requests leave for the origin. */
  readonly exit: Point;
  /** Where the origin's answer goes to a function; undefined if there is none. */
  readonly returned: Point | undefined;
}

/** Lays a behavior out. @param x - The left edge of a column; undefined for one that the picture does not have. */
export function layOutLane(
  distribution: SynthesizedDistribution,
  behavior: SynthesizedBehavior,
  top: number,
  x: (column: Column) => number | undefined,
): Lane {
  const at = { behaviors: x("behaviors") ?? 0, viewer: x("viewer"), cache: x("cache") ?? 0, origin: x("origin") };
  const own = textsOf(widths.behaviors, [
    { text: pathOf(distribution, behavior), style: "name", font: behavior.isDefault ? "bold" : "mono" },
    ...accessOf(behavior).map((text) => ({ text, style: "detail" as const })),
  ]);
  const cached = cacheTexts(distribution, behavior);
  const functions = behavior.functions.map((attached) => ({ attached, texts: functionTexts(attached) }));
  const functionHeight = Math.max(0, ...functions.map(({ texts }) => boxHeight(texts)));
  const stackHeight = functionHeight === 0 ? 0 : 2 * functionHeight + stackGap;
  const height = Math.max(boxHeight(own), boxHeight(cached.texts), stackHeight);
  const middle = top + height / 2;
  const offset = stackHeight === 0 ? 12 : (functionHeight + stackGap) / 2;
  const y = { request: middle - offset, answer: middle + offset };
  const boxes: Box[] = [
    { x: at.behaviors, y: top, width: widths.behaviors, height, kind: "behavior", texts: own },
    { x: at.cache, y: top, width: widths.cache, height, kind: "cache", isIdle: cached.isIdle, texts: cached.texts },
  ];
  const lines: Line[] = [];
  /** Draws a line, by way of the function of an event if the behavior has one. @returns true if it has */
  const connect = (event: AttachedFunction["event"], from: number, to: number, kind: Line["kind"]): boolean => {
    const { texts, attached } = functions.find((one) => one.attached.event === event) ?? {};
    const left = event.startsWith("viewer") ? at.viewer : at.origin;
    const start = { x: from, y: y[kind] };
    const end = { x: to, y: y[kind] };
    if (texts === undefined || attached === undefined || left === undefined) {
      lines.push({ from: start, to: end, kind });
      return false;
    }
    const box = { x: left, width: widths.viewer, height: boxHeight(texts), kind: attached.runtime, texts };
    boxes.push({ ...box, y: y[kind] - box.height / 2 });
    const edges = [box.x, box.x + box.width].map((edge) => ({ x: edge, y: y[kind] }));
    const [near = start, far = end] = kind === "request" ? edges : edges.reverse();
    lines.push({ from: start, to: near, kind }, ...(far.x === to ? [] : [{ from: far, to: end, kind }]));
    return true;
  };
  const [behaviorEnd, cacheEnd] = [at.behaviors + widths.behaviors, at.cache + widths.cache];
  connect("viewer-request", behaviorEnd, at.cache, "request");
  connect("viewer-response", at.cache, behaviorEnd, "answer");
  const events = functions.map(({ attached }) => attached.event);
  const joint = cacheEnd + columnGap + widths.origin;
  const hasRequest = events.includes("origin-request");
  if (hasRequest) connect("origin-request", cacheEnd, joint, "request");
  const returns = events.includes("origin-response");
  if (returns) connect("origin-response", joint, cacheEnd, "answer");
  const exitY = returns || hasRequest ? y.request : middle;
  // Past the functions of other lanes, and only then to the origin.
  const isPassing = at.origin !== undefined && !hasRequest;
  if (isPassing)
    lines.push({ from: { x: cacheEnd, y: exitY }, to: { x: joint, y: exitY }, kind: "request", isOpen: true });
  return {
    behavior,
    height,
    boxes,
    lines,
    entry: { x: at.behaviors, y: middle },
    exit: { x: at.origin === undefined ? cacheEnd : joint, y: exitY },
    returned: returns ? { x: joint, y: y.answer } : undefined,
  };
}

function cacheTexts(distribution: SynthesizedDistribution, behavior: SynthesizedBehavior) {
  const { policy, key, lifetime } = cacheOf(distribution, behavior);
  const details = (text: string, most: number) =>
    wrap(text, widths.cache - 2 * boxPadding, fontSizes.detail, most).map((line) => ({
      text: line,
      style: "detail" as const,
    }));
  const time = /^(as |not )/.test(lifetime) ? lifetime : `for ${lifetime}`;
  const texts = [
    ...namesOf(policy, widths.cache, 2),
    ...(key === "" ? [] : details(`by ${key}`, 3)),
    ...details(time, 4),
  ];
  return { texts, isIdle: key === "" };
}

function functionTexts(attached: AttachedFunction): BoxText[] {
  return textsOf(widths.viewer, [
    { text: attached.event.replace("-", " "), style: "caption" },
    ...namesOf(handlersOf(attached), widths.viewer, 2),
    { text: runtimeOf(attached), style: "detail" },
  ]);
}
