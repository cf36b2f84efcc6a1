import type { Context } from "../context.ts";
import { openInspector } from "../trace/open-inspector.ts";
import { printRequests, type TraceOptions } from "../trace/trace.ts";

/**
 * Prints requests to the loopback that runs on this project.
 * @throws {DiagnosticError} when none runs; what `stop` was aborted with, when it follows new requests
 */
export async function trace(context: Context, options: TraceOptions): Promise<void> {
  try {
    await printRequests(await openInspector(context), context, options);
  } catch (error) {
    context.interruption.stop.throwIfAborted();
    throw error;
  }
}
