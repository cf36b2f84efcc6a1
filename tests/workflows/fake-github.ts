import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

interface Item {
  readonly number: number;
  readonly id: number;
  title: string;
  body: string;
  state: string;
  readonly user: { readonly login: string; readonly type: string };
}

/** A repository's issues, comments and pull requests, by the parts of GitHub's API that the workflows use. */
export interface FakeGitHub {
  readonly url: string;
  /** Comments on pull requests and issues, in the order in which they were written. */
  readonly comments: Item[];
  readonly issues: Item[];
  /** Answers of GET by path, without the query. */
  readonly answers: Map<string, unknown>;
  /**
   * Lets the next request like this take effect without an answer, as when the runner dies meanwhile.
   * @param request - Its method and the end of its path: `POST /issues`
   * @returns when it has taken effect
   */
  withhold(request: string): Promise<void>;
  close(): void;
}

export async function startGitHub(): Promise<FakeGitHub> {
  const comments: Item[] = [];
  const issues: Item[] = [];
  const answers = new Map<string, unknown>();
  const itemOf = (list: Item[], fields: object): Item => {
    const number = list.length + 1;
    const user = { login: "github-actions[bot]", type: "Bot" };
    return { number, id: number, title: "", body: "", state: "open", user, ...fields };
  };
  const answer = (method: string, path: string, body: object): unknown => {
    const [, target, number] = /\/(comments|issues)\/(\d+)$/.exec(path) ?? [];
    if (method === "PATCH") {
      const item = (target === "comments" ? comments : issues).find((one) => one.number === Number(number));
      return Object.assign(item ?? {}, body);
    }
    if (method === "POST") {
      const list = path.endsWith("/issues") ? issues : comments;
      list.push(itemOf(list, body));
      return list.at(-1);
    }
    if (path.endsWith("/issues")) return issues.filter(({ state }) => state === "open");
    if (path.endsWith("/comments")) return comments;
    return answers.get(path.replace(/^\/repos\/[^/]+\/[^/]+/, "")) ?? [];
  };
  let withheld: { readonly method: string; readonly end: string; readonly happened: () => void } | undefined;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const text = JSON.stringify(answer(request.method ?? "", pathname, await readJson(request)));
    if (withheld?.method !== request.method || !pathname.endsWith(withheld?.end ?? "")) return response.end(text);
    withheld?.happened();
    withheld = undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const withhold = (request: string) =>
    new Promise<void>((happened) => {
      const [method = "", end = ""] = request.split(" ");
      withheld = { method, end, happened };
    });
  return { url: `http://127.0.0.1:${port}`, comments, issues, answers, withhold, close: () => server.close() };
}

async function readJson(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : JSON.parse(text);
}
