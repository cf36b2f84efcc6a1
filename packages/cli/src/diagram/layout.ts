import type { SynthesizedDistribution } from "../distributions/model.ts";
import { type Column, columnGap, headings, namesOf, stackGap, textsOf, widths } from "./columns.ts";
import { errorsOf, guardsOf, originCaption, originName } from "./contents.ts";
import { type Lane, layOutLane } from "./lane.ts";
import { type Box, boxHeight, fontSizes, type Label, type Line, type Scene } from "./scene.ts";
import { fit, plain } from "./text.ts";

const margin = 28;
const laneGap = 22;
const headerHeight = 92;

/** Lays a distribution out in columns from viewers to origins, with a lane for each behavior. */
export function layOut(distribution: SynthesizedDistribution, title: string): Scene {
  const columns = placedColumns(distribution);
  const x = (column: Column) => columns.find(({ name }) => name === column)?.x;
  const [left, right] = [x("viewers") ?? 0, x("origins") ?? 0];
  const boxes: Box[] = [];
  const lines: Line[] = [];
  const lanes: Lane[] = [];
  let top = headerHeight;
  for (const behavior of distribution.behaviors) {
    const lane = layOutLane(distribution, behavior, top, x);
    boxes.push(...lane.boxes);
    lines.push(...lane.lines);
    lanes.push(lane);
    top += lane.height + laneGap;
  }
  const origins = layOutOrigins(distribution, lanes, right);
  const viewers = layOutViewers(distribution, lanes, left);
  const bottom = Math.max(...[...boxes, ...origins.boxes, ...viewers.boxes].map(({ y, height }) => y + height));
  const errors = errorsOf(distribution);
  const width = right + widths.origins + margin;
  const labels: Label[] = [
    { x: margin, y: 40, text: fit(title, width - 2 * margin, fontSizes.title), style: "title" },
    {
      x: margin,
      y: 60,
      text: fit(subtitleOf(distribution), width - 2 * margin, fontSizes.subtitle),
      style: "subtitle",
    },
    ...columns.map(({ name, x: at }) => ({
      x: at,
      y: headerHeight - 10,
      text: headings[name],
      style: "column" as const,
    })),
    ...(errors === ""
      ? []
      : [
          {
            x: margin,
            y: bottom + 30,
            text: fit(`Errors: ${errors}`, width - 2 * margin, fontSizes.note),
            style: "note" as const,
          },
        ]),
  ];
  return {
    width,
    height: bottom + (errors === "" ? margin : margin + 18),
    boxes: [...viewers.boxes, ...boxes, ...origins.boxes],
    lines: [...viewers.lines, ...lines, ...origins.lines],
    labels,
  };
}

function subtitleOf({ comment, aliases }: SynthesizedDistribution): string {
  return aliases.length === 0 ? comment : `${comment}: ${aliases.join(", ")}`;
}

/** The columns from left to right; those of functions only where there are any. */
function placedColumns({ behaviors }: SynthesizedDistribution): { readonly name: Column; readonly x: number }[] {
  const events = behaviors.flatMap(({ functions }) => functions.map(({ event }) => event));
  const isUsed = (column: Column) =>
    column === "viewer" || column === "origin" ? events.some((event) => event.startsWith(`${column}-`)) : true;
  let x = margin;
  return (Object.keys(widths) as Column[]).filter(isUsed).map((name) => {
    const placed = { name, x };
    x += widths[name] + columnGap;
    return placed;
  });
}

/** Each origin is drawn once, at the middle of the lanes that it serves. */
function layOutOrigins(distribution: SynthesizedDistribution, lanes: readonly Lane[], x: number) {
  const boxes: Box[] = [];
  const lines: Line[] = [];
  const used = distribution.origins
    .map((origin) => ({ origin, served: lanes.filter(({ behavior }) => behavior.origin === origin.id) }))
    .filter(({ served }) => served.length > 0)
    .map((one) => ({ ...one, middle: one.served.reduce((sum, { exit }) => sum + exit.y, 0) / one.served.length }))
    .sort((one, other) => one.middle - other.middle);
  let free = headerHeight;
  for (const { origin, served, middle } of used) {
    const texts = textsOf(widths.origins, [
      { text: originCaption(origin), style: "caption" },
      ...namesOf(originName(origin), widths.origins, 3),
    ]);
    const height = boxHeight(texts);
    const y = Math.max(free, Math.round(middle - height / 2));
    free = y + height + stackGap;
    boxes.push({ x, y, width: widths.origins, height, kind: "origin", texts });
    for (const { exit, returned } of served) {
      const edge = { x, y: y + height / 2 };
      lines.push({ from: exit, to: edge, kind: "request" });
      if (returned !== undefined) lines.push({ from: edge, to: returned, kind: "answer" });
    }
  }
  return { boxes, lines };
}

/** Viewers, below them the rules that their requests pass, and from there a line to each behavior. */
function layOutViewers(distribution: SynthesizedDistribution, lanes: readonly Lane[], x: number) {
  const width = widths.viewers;
  const guards = guardsOf(distribution).map(({ caption, name, detail }) =>
    textsOf(width, [
      { text: caption, style: "caption" },
      ...namesOf(plain(name), width, 3),
      { text: detail, style: "detail" },
    ]),
  );
  const stacked = [
    textsOf(width, [
      { text: "Viewers", style: "name" },
      { text: "browsers, apps", style: "detail" },
    ]),
    ...guards,
  ];
  const gap = 26;
  const height = stacked.reduce((sum, texts) => sum + boxHeight(texts) + gap, -gap);
  const [first, last] = [lanes[0]?.entry.y ?? headerHeight, lanes.at(-1)?.entry.y ?? headerHeight];
  let y = Math.max(headerHeight, Math.round((first + last) / 2 - height / 2));
  const boxes = stacked.map((texts, index): Box => {
    const box = { x, y, width, height: boxHeight(texts), kind: index === 0 ? "viewer" : "guard", texts } as const;
    y += box.height + gap;
    return box;
  });
  const down = boxes.slice(1).map((box, index): Line => {
    const above = boxes[index] ?? box;
    return {
      from: { x: x + width / 2, y: above.y + above.height },
      to: { x: x + width / 2, y: box.y },
      kind: "request",
    };
  });
  const end = boxes.at(-1);
  const from = { x: x + width, y: end === undefined ? first : end.y + end.height / 2 };
  return { boxes, lines: [...down, ...lanes.map(({ entry }): Line => ({ from, to: entry, kind: "request" }))] };
}
