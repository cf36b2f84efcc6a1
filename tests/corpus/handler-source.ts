import type { Snippet } from "./snippet.ts";

/** Snippets that share a handler, and thereby a build. */
export interface Group {
  /** The handler's folder. */
  readonly name: string;
  readonly snippets: readonly Snippet[];
}

// One function in QuickJS and njs holds a dozen snippets well within its 10 KB.
const most = 12;

/**
 * Snippets that compile come together; what is to be refused, or has code of its own at the module's level, comes alone.
 */
export function groupSnippets(snippets: readonly Snippet[]): Group[] {
  const groups: Group[] = [];
  let together: Snippet[] = [];
  const add = (members: readonly Snippet[]) => {
    if (members.length > 0) groups.push({ name: `snippet-${groups.length}`, snippets: members });
  };
  for (const snippet of snippets) {
    if (isRefused(snippet) || snippet.top !== undefined) add([snippet]);
    else if (together.push(snippet) === most) {
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

/** A handler that answers with what each of its snippets comes to, as a JSON list. */
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

/** It never runs, so it is as small as can be. */
function refusedAnswer({ code }: Snippet): string {
  const [async, answer] = awaits(code) ? ["async ", "await answer0(request)"] : ["", "answer0(request)"];
  return `export default onViewerRequest(${async}(request) => respond(200, String(${answer})));\n`;
}

function awaits(code: string): boolean {
  return /\bawait\b/.test(code);
}

/** Where a line of a snippet's code stands in its handler. */
export function handlerLine({ top }: Snippet, line: number): number {
  return head(top).split("\n").length + line;
}

function head(top = ""): string {
  return `import { onViewerRequest, respond } from "@featheredge/edge-sdk";\nimport { outcome } from "./show.ts";\n${top}\n`;
}
