import { Console } from "node:console";
import { forgetProjectModules } from "@featheredge/compiler/project-modules";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Context } from "../context.ts";
import { outputOf } from "../mcp/command-output.ts";
import { createMcpServer } from "../mcp/create-server.ts";
import { openInspector } from "../trace/open-inspector.ts";
import { takeTurns } from "../up/take-turns.ts";
import { explain } from "./explain.ts";
import { plan } from "./plan.ts";

/**
 * Serves the Model Context Protocol on standard input and output, until the client closes them.
 * @throws what `stop` was aborted with
 */
export async function mcp(context: Context): Promise<void> {
  // Standard output carries the protocol, and files of the project that a tool loads may log.
  globalThis.console = new Console(process.stderr, process.stderr);
  // Clients call tools at the same time, and commands write the same folders.
  const inTurn = takeTurns();
  const output = (command: (quiet: Context) => Promise<void>) =>
    inTurn(() => {
      // The client edits the project between two calls.
      forgetProjectModules(context.root);
      return outputOf(context, command);
    });
  const server = createMcpServer({
    inspector: () => openInspector(context),
    explainPlacement: (environment, behavior) =>
      output((quiet) => explain(quiet, environment, behavior, { json: true })),
    plan: (environment) => output((quiet) => plan(quiet, environment, { loopback: true, json: true, save: false })),
  });
  const { stop } = context.interruption;
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once("end", resolve);
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  stop.throwIfAborted();
}
