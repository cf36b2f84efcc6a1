/** A nondeterministic automaton over the characters of a path that follow its first `/`. States are numbers. */
export interface Automaton {
  readonly start: number;
  accepts(state: number): boolean;
  /** True if the state accepts everything that may follow. */
  acceptsAll(state: number): boolean;
  /** True if the state accepts all that an earlier state of the same automaton accepts: it has read a `*`. */
  includesEarlier(state: number): boolean;
  /** The characters that the state asks for by name, next to those that it takes by a wildcard. */
  named(state: number): readonly string[];
  next(state: number, character: string): readonly number[];
}

interface State {
  /** Set by a `*`: the state takes any character and stays. */
  loops: boolean;
  /** A character, or undefined for any. */
  readonly edges: { readonly character: string | undefined; readonly to: number }[];
}

/**
 * Characters that a path pattern can contain, that RFC 3986 keeps apart from their percent-encoded form, and that an
 * origin such as S3 decodes. `?` of a pattern, being any character, can be each of them.
 */
const codes: Readonly<Record<string, string>> = {
  "/": "2F",
  $: "24",
  '"': "22",
  "'": "27",
  "@": "40",
  ":": "3A",
  "+": "2B",
  "&": "26",
  "?": "2F",
};

/** The paths that a path pattern matches. */
export function patternAutomaton(pattern: string): Automaton {
  return automaton(pattern, {});
}

/** The paths, in any percent-encoding, whose decoded form a path pattern matches. */
export function encodedAutomaton(pattern: string): Automaton {
  return automaton(pattern, codes);
}

function automaton(pattern: string, encodings: Readonly<Record<string, string>>): Automaton {
  const states: State[] = [{ loops: false, edges: [] }];
  let last = 0;
  const connect = (from: number, character: string | undefined, to: number) =>
    states[from]?.edges.push({ character, to });
  const add = () => states.push({ loops: false, edges: [] }) - 1;
  for (const character of pattern.replace(/^\//, "")) {
    const from = states[last];
    if (character === "*" && from !== undefined) {
      from.loops = true;
      continue;
    }
    const code = encodings[character];
    const middle = code === undefined ? [] : [add(), add()];
    const to = add();
    connect(last, character === "?" ? undefined : character, to);
    if (code !== undefined) {
      const [percent = 0, high = 0] = middle;
      connect(last, "%", percent);
      connect(percent, code.charAt(0), high);
      for (const low of new Set([code.charAt(1), code.charAt(1).toLowerCase()])) connect(high, low, to);
    }
    last = to;
  }
  return {
    start: 0,
    accepts: (state) => state === last,
    acceptsAll: (state) => state === last && states[state]?.loops === true,
    includesEarlier: (state) => states[state]?.loops === true,
    named: (state) => (states[state]?.edges ?? []).flatMap(({ character }) => character ?? []),
    next: (state, character) => [
      ...(states[state]?.loops === true ? [state] : []),
      ...(states[state]?.edges ?? []).flatMap((edge) =>
        edge.character === undefined || edge.character === character ? [edge.to] : [],
      ),
    ],
  };
}

/** States of a segment by what it has so far: nothing, `.`, `..`, or anything else. */
const segment = { empty: 0, dot: 1, dots: 2, other: 3 } as const;
const afterDot = [segment.dot, segment.dots, segment.other, segment.other] as const;

/** The paths that `normalizePath` leaves as they are: without empty segments and dot segments. */
export const normalizedPaths: Automaton = {
  start: segment.empty,
  accepts: (state) => state === segment.empty || state === segment.other,
  acceptsAll: () => false,
  includesEarlier: () => false,
  named: () => [],
  next(state, character) {
    if (character === "/") return state === segment.other ? [segment.empty] : [];
    return [character === "." ? (afterDot[state] ?? segment.other) : segment.other];
  },
};
