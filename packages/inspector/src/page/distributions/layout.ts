import type { DistributionDetail } from "../../api/index.ts";

/** A box of the picture, in the coordinates of its SVG. */
export interface Box {
  readonly id: string;
  readonly column: 0 | 1 | 2;
  readonly title: string;
  readonly note: string;
  readonly x: number;
  readonly y: number;
}

/** A line between two boxes, and the behaviors that use it. */
export interface Edge {
  readonly id: string;
  readonly from: Box;
  readonly to: Box;
}

export interface Layout {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  readonly width: number;
  readonly height: number;
}

export const BOX = { width: 230, height: 40 } as const;
const GAP = { x: 110, y: 14 } as const;

/** Arranges behaviors, functions and origins in three columns. Behaviors without functions lead straight to origins. */
export function layoutOf({ behaviors, functions, origins, originGroups }: DistributionDetail): Layout {
  const used = functions.filter(({ name }) => behaviors.some((behavior) => runs(behavior, name)));
  const columns = [
    behaviors.map(({ index, pathPattern, cachePolicy }) => ({
      id: `behavior ${index}`,
      title: index === "default" ? "default (*)" : pathPattern,
      note: cachePolicy?.name ?? "legacy settings",
    })),
    used.map(({ name, runtime }) => ({
      id: `function ${name}`,
      title: name,
      note: runtime === "lambda-at-edge" ? "Lambda@Edge" : "CloudFront Function",
    })),
    [
      ...originGroups.map(({ id, members }) => ({ id: `origin ${id}`, title: id, note: members.join(", then ") })),
      ...origins.map(({ id, domainName }) => ({ id: `origin ${id}`, title: id, note: domainName })),
    ],
  ] as const;
  const rows = Math.max(...columns.map(({ length }) => length));
  const height = rows * (BOX.height + GAP.y) - GAP.y;
  const boxes = columns.flatMap((column, number) => {
    const top = (height - (column.length * (BOX.height + GAP.y) - GAP.y)) / 2;
    return column.map(
      (box, index): Box => ({
        ...box,
        column: number as Box["column"],
        x: number * (BOX.width + GAP.x),
        y: top + index * (BOX.height + GAP.y),
      }),
    );
  });
  return { boxes, edges: edgesOf(behaviors, boxes), width: 3 * BOX.width + 2 * GAP.x, height };
}

type Behaviors = DistributionDetail["behaviors"];

const runs = (behavior: Behaviors[number], name: string): boolean =>
  behavior.functions.some((association) => association.name === name);

function edgesOf(behaviors: Behaviors, boxes: readonly Box[]): Edge[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const edges = new Map<string, Edge>();
  const connect = (from: Box | undefined, to: Box | undefined) => {
    if (from && to) edges.set(`${from.id} → ${to.id}`, { id: `${from.id} → ${to.id}`, from, to });
  };
  for (const { index, functions, origin } of behaviors) {
    const behavior = byId.get(`behavior ${index}`);
    const target = byId.get(`origin ${origin}`);
    if (functions.length === 0) connect(behavior, target);
    for (const { name } of functions) {
      connect(behavior, byId.get(`function ${name}`));
      connect(byId.get(`function ${name}`), target);
    }
  }
  return [...edges.values()];
}

/** The SVG path of an edge: a curve from the right side of one box to the left side of the other. */
export function curveOf({ from, to }: Edge): string {
  const start = { x: from.x + BOX.width, y: from.y + BOX.height / 2 };
  const end = { x: to.x, y: to.y + BOX.height / 2 };
  const bend = Math.min((end.x - start.x) / 2, 70);
  return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
}

/** The boxes and edges that a box is connected with, in both directions. */
export function connectedWith(id: string, { edges }: Layout): ReadonlySet<string> {
  const connected = new Set([id]);
  const follow = (present: string, side: "from" | "to", other: "from" | "to") => {
    for (const edge of edges.filter((candidate) => candidate[side].id === present)) {
      connected.add(edge.id);
      if (connected.has(edge[other].id)) continue;
      connected.add(edge[other].id);
      follow(edge[other].id, side, other);
    }
  };
  follow(id, "from", "to");
  follow(id, "to", "from");
  return connected;
}
