import { DiagnosticError } from "@featheredge/diagnostics";
import { createInspectorClient, type InspectorClient, InspectorError } from "@featheredge/inspector/api";
import { connectLoopback, inspectorFetch } from "@featheredge/loopback";
import { loopbackDirectory } from "../aws/target.ts";
import type { Context } from "../context.ts";

/**
 * Connects to the inspector of the loopback that runs on this project.
 * @throws {DiagnosticError} when none runs, or when it serves no distributions.
 */
export async function openInspector({ root, env }: Pick<Context, "root" | "env">): Promise<InspectorClient> {
  const running = await connectLoopback(loopbackDirectory(root), env);
  if (running?.inspectorUrl !== undefined) {
    return createInspectorClient({ baseUrl: running.inspectorUrl, fetch: inspectorFetch });
  }
  throw DiagnosticError.of("FE-CLI-177", {
    message:
      running === undefined
        ? "No loopback runs on this project, so there are no requests to show."
        : "The loopback that runs on this project serves no distributions.",
    fix: "Start one that does, in another terminal: npx featheredge up",
  });
}

/** Runs calls of the inspector. @throws {DiagnosticError} with the inspector's reason */
export async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof InspectorError)) throw error;
    throw DiagnosticError.of("FE-CLI-178", { message: error.message });
  }
}
