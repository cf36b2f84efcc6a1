import type { Snippet } from "./snippet.ts";

/** Snippets that share a handler, and thereby a build. */
export interface Group {
  /** The handler's folder. */
  readonly name: string;
  readonly snippets: readonly Snippet[];
}

// A dozen snippets are well within the 10 KB of a function.
const maxTogether = 12;

/**
 * Puts snippets that compile together in groups. A snippet that the compiler must refuse, or that has module-level code,
 * is alone in its group.
 */
export function groupSnippets(snippets: readonly Snippet[]): Group[] {
  const groups: Group[] = [];
  let together: Snippet[] = [];
  const add = (members: readonly Snippet[]) => {
    if (members.length > 0) groups.push({ name: `snippet-${groups.length}`, snippets: members });
  };
  for (const snippet of snippets) {
    if (isRefused(snippet) || snippet.top !== undefined) add([snippet]);
    else if (together.push(snippet) === maxTogether) {
      add(together);
      together = [];
    }
  }
  add(together);
  return groups;
}

export function isRefused({ expect }: Snippet): boolean {
  return expect !== "same";
}

/** Returns the source of a handler that answers with a JSON list of its snippets' outcomes. */
export function handlerSource({ snippets }: Group): string {
  const [first] = snippets;
  const functions = snippets.map(({ code }, index) => {
    const [async, type] = awaits(code) ? ["async ", "Promise<unknown>"] : ["", "unknown"];
    return `${async}function answer${index}(request: any): ${type} {\n${code}\n}\n`;
  });
  const rest = first !== undefined && isRefused(first) ? refusedAnswer(first) : outcomesOf(snippets);
  return `${head(first?.top)}${functions.join("")}${rest}`;
}

function outcomesOf(snippets: readonly Snippet[]): string {
  const outcomes = snippets.map((_, index) => `  outcomes.push(await outcome(answer${index}, request));\n`);
  return `export default onViewerRequest(async (request) => {
  const outcomes: string[] = [];
${outcomes.join("")}  return respond(200, JSON.stringify(outcomes));
});
`;
}

/** Returns a handler that only calls the snippet, since a refused handler never runs. */
function refusedAnswer({ code }: Snippet): string {
  const [async, answer] = awaits(code) ? ["async ", "await answer0(request)"] : ["", "answer0(request)"];
  return `export default onViewerRequest(${async}(request) => respond(200, String(${answer})));\n`;
}

function awaits(code: string): boolean {
  return /\bawait\b/.test(code);
}

/** Returns the line in the handler of a line of a snippet's code. */
export function handlerLine({ top }: Snippet, line: number): number {
  return head(top).split("\n").length + line;
}

function head(top = ""): string {
  return `import { onViewerRequest, respond } from "@featheredge/edge-sdk";\nimport { outcome } from "./show.ts";\n${top}\n`;
}
