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

/** A line from the right side of one box to the left side of another. It may pass through a gap between functions. */
interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** An SVG path. */
  readonly path: string;
}

export interface Layout {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  readonly width: number;
  readonly height: number;
}

export const BOX = { width: 240, height: 40 } as const;
const GAP = { x: 100, y: 14 } as const;
const PITCH = BOX.height + GAP.y;

type Behaviors = DistributionDetail["behaviors"];
type Node = Pick<Box, "id" | "title" | "note"> & { readonly rank: number };

/**
 * Arranges behaviors, functions and origins in three columns, so that few lines cross. Only origins and groups that
 * behaviors name have boxes; the members of a group are in its note.
 */
export function layoutOf(distribution: DistributionDetail): Layout {
  const { behaviors } = distribution;
  const columns = [behaviorNodes(behaviors), middleNodes(distribution), originNodes(distribution)] as const;
  const height = Math.max(...columns.map(({ length }) => length)) * PITCH - GAP.y;
  const boxes = columns.flatMap((nodes, column) => arrange(nodes, column as Box["column"], height));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const width = 3 * BOX.width + 2 * GAP.x;
  return { boxes: boxes.filter(({ title }) => title !== ""), edges: edgesOf(behaviors, byId), width, height };
}

function arrange(nodes: readonly Node[], column: Box["column"], height: number): Box[] {
  const top = (height - (nodes.length * PITCH - GAP.y)) / 2;
  return [...nodes]
    .sort((one, other) => one.rank - other.rank)
    .map((node, index) => ({ ...node, column, x: column * (BOX.width + GAP.x), y: top + index * PITCH }));
}

const behaviorId = ({ index }: Behaviors[number]): string => `behavior ${index}`;

const behaviorNodes = (behaviors: Behaviors): Node[] =>
  behaviors.map((behavior, rank) => ({
    id: behaviorId(behavior),
    title: behavior.index === "default" ? "default (*)" : behavior.pathPattern,
    note: behavior.cachePolicy?.name ?? "legacy settings",
    rank,
  }));

/** The functions, and a gap without a title for the line of each behavior that runs none. */
function middleNodes({ behaviors, functions }: DistributionDetail): Node[] {
  return [
    ...functions.map(({ name, runtime }) => ({
      id: `function ${name}`,
      title: name,
      note: runtime === "lambda-at-edge" ? "Lambda@Edge" : "CloudFront Function",
      rank: meanPosition(behaviors, (behavior) => behavior.functions.some((association) => association.name === name)),
    })),
    ...behaviors.flatMap((behavior, rank) =>
      behavior.functions.length > 0 ? [] : [{ id: `gap ${behavior.index}`, title: "", note: "", rank }],
    ),
  ].filter(({ rank }) => !Number.isNaN(rank));
}

function originNodes({ behaviors, origins, originGroups }: DistributionDetail): Node[] {
  const targets = [
    ...originGroups.map(({ id, members }) => ({ id, note: members.join(", then ") })),
    ...origins.map(({ id, domainName }) => ({ id, note: domainName })),
  ];
  return targets
    .map(({ id, note }) => ({
      id: `origin ${id}`,
      title: id,
      note,
      rank: meanPosition(behaviors, ({ origin }) => origin === id),
    }))
    .filter(({ rank }) => !Number.isNaN(rank));
}

/** The mean position of the behaviors that use something; NaN if none does. */
function meanPosition(behaviors: Behaviors, uses: (behavior: Behaviors[number]) => boolean): number {
  const positions = behaviors.flatMap((behavior, position) => (uses(behavior) ? [position] : []));
  return positions.reduce((sum, position) => sum + position, 0) / positions.length;
}

function edgesOf(behaviors: Behaviors, byId: ReadonlyMap<string, Box>): Edge[] {
  const edges = new Map<string, Edge>();
  const connect = (...ids: string[]) => {
    const [from, to] = [ids[0], ids.at(-1)];
    const points = ids.flatMap((id) => byId.get(id) ?? []);
    if (from === undefined || to === undefined || points.length < ids.length) return;
    const id = `${from} → ${to}`;
    edges.set(id, { id, from, to, path: curveThrough(points) });
  };
  for (const behavior of behaviors) {
    const target = `origin ${behavior.origin}`;
    if (behavior.functions.length === 0) connect(behaviorId(behavior), `gap ${behavior.index}`, target);
    for (const { name } of behavior.functions) {
      connect(behaviorId(behavior), `function ${name}`);
      connect(`function ${name}`, target);
    }
  }
  return [...edges.values()];
}

/** Curves from box to box, and a straight line across each gap on the way. */
function curveThrough(boxes: readonly Box[]): string {
  return boxes
    .slice(1)
    .map((to, index) => {
      const from = boxes[index] ?? to;
      const start = { x: from.x + BOX.width, y: from.y + BOX.height / 2 };
      const end = { x: to.x, y: to.y + BOX.height / 2 };
      const bend = (end.x - start.x) / 2;
      const move = `${index === 0 ? "M" : "L"}${start.x} ${start.y}`;
      return `${move}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
    })
    .join("");
}

/** The boxes and edges that a box is connected with, in both directions. */
export function connectedWith(id: string, { edges }: Layout): ReadonlySet<string> {
  const connected = new Set([id]);
  const follow = (present: string, side: "from" | "to", other: "from" | "to") => {
    for (const edge of edges.filter((candidate) => candidate[side] === present)) {
      connected.add(edge.id);
      connected.add(edge[other]);
      follow(edge[other], side, other);
    }
  };
  follow(id, "from", "to");
  follow(id, "to", "from");
  return connected;
}
