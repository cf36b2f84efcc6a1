import type { Import } from "../imports/imports.ts";

/** Files each of which imports the next, and the last the first. */
export type Circle = readonly string[];

/**
 * Finds circles of imports, those of types included. For each file that is in one, it returns the shortest; circles
 * that are the same but for their first file are returned once.
 */
export function findCircles(imports: readonly Import[]): Circle[] {
  const graph = graphOf(imports);
  const circles = new Map<string, Circle>();
  for (const file of graph.keys()) {
    const circle = shortestCircle(file, graph);
    const key = [...(circle ?? [])].sort().join("\n");
    if (circle && !circles.has(key)) circles.set(key, circle);
  }
  return [...circles.values()].sort((one, other) => one.length - other.length);
}

/** One line per file of a circle, the first again at its end. */
export const formatCircle = (circle: Circle): string =>
  `Import circle, to be cut by moving what both sides need into a file that imports neither:\n    ${[...circle, circle[0]].join("\n    imports ")}`;

function graphOf(imports: readonly Import[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { importer, target } of imports) {
    const files = "files" in target ? target.files : [];
    graph.set(importer, new Set([...(graph.get(importer) ?? []), ...files]));
  }
  return graph;
}

/** Searches breadth-first for the shortest way from a file back to it. */
function shortestCircle(start: string, graph: ReadonlyMap<string, ReadonlySet<string>>): Circle | undefined {
  const importerOf = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const imported of graph.get(file) ?? []) {
      if (imported === start) return wayTo(file, start, importerOf);
      if (importerOf.has(imported)) continue;
      importerOf.set(imported, file);
      queue.push(imported);
    }
  }
  return undefined;
}

function wayTo(file: string, start: string, importerOf: ReadonlyMap<string, string>): Circle {
  const way = [file];
  for (let at = file; at !== start; ) {
    at = importerOf.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}
