/** Which pass the samples of a CPU profile belong to. */
import type { Profiler } from "node:inspector";

/**
 * Where each pass's code is, in the compiler and in the runtimes. A pass has several patterns where its folder was
 * renamed, so that an older checkout has the same rows.
 */
const code: readonly (readonly [pass: string, pattern: RegExp])[] = [
  ["read handlers and configs", /\/(?:inline|load|native)\/|\/prepare\.|\/verify\/writes\//],
  ["inline SDK", /\/(?:unbox|inline-sdk)\/(?!known-functions|sdk-functions)/],
  ["partial evaluation", /\/(?:specialize|partial-evaluation)\//],
  ["prune", /\/(?:prune|computed-reads|members)\b/],
  ["lower syntax and patch for njs", /\/(?:lower|syntax|njs)\/(?!trace|run|process)/],
  ["minify", /\/minify/],
  ["bundle", /\/bundle\//],
  ["checks", /\/(?:verify|checks|request-body)\/|\/runtimes\//],
];
const collection = "garbage collection";
const rest = "other code";

/** The rows of the table: the passes, and what belongs to none of them. */
export const passes: readonly string[] = [...code.map(([pass]) => pass), collection, rest];

/**
 * Milliseconds of processor time in each pass. A sample belongs to the innermost frame that is part of a pass, so what
 * Babel does for a pass counts as the pass's.
 *
 * @param milliseconds of processor time that the process used during the profile
 */
export function timesByPass({ nodes, samples = [] }: Profiler.Profile, milliseconds: number): Record<string, number> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const known = new Map<number, string | undefined>();
  const passOf = (id: number): string | undefined => {
    if (known.has(id)) return known.get(id);
    const parent = parents.get(id);
    const frame = frames.get(id);
    const isIdle = frame?.functionName === "(idle)";
    const pass = (frame && passOfFrame(frame)) ?? (parent === undefined ? rest : passOf(parent));
    known.set(id, isIdle ? undefined : pass);
    return known.get(id);
  };
  const busy = samples.map(passOf).filter((pass) => pass !== undefined);
  const times = Object.fromEntries(passes.map((pass) => [pass, 0]));
  for (const pass of busy) times[pass] = (times[pass] ?? 0) + milliseconds / busy.length;
  return times;
}

function passOfFrame({ url, functionName }: Profiler.Profile["nodes"][number]["callFrame"]): string | undefined {
  if (functionName === "(garbage collector)") return collection;
  const [, file] = /\/packages(\/(?:compiler|runtimes)\/.*)$/.exec(url) ?? [];
  return code.find(([, pattern]) => file !== undefined && pattern.test(file))?.[0];
}
