import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { type Diagnostic, locate } from "@featheredge/diagnostics";
import type { Bundle } from "../bundle/bundle.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { checkWrite } from "../verify/writes/check.ts";
import { findWrites, type Write } from "../verify/writes/find.ts";
import type { PreparedHandler } from "./prepare.ts";

/** Mistakes in the constants that a chain writes, at the author's lines and columns. */
export interface WriteDiagnostics {
  /** CloudFront would answer 502, whatever the request. */
  readonly errors: readonly Diagnostic[];
  /** CloudFront would answer 502 to some requests, or accepts a value that its page does not allow. */
  readonly warnings: readonly Diagnostic[];
}

/** Checks the constants that a chain writes, in its runtime and at its event. */
export async function checkWrites(
  { runtime, event }: { readonly runtime: EdgeRuntime; readonly event: EdgeEvent },
  chain: readonly PreparedHandler[],
  { shipped }: Bundle,
  files: SourceFiles,
  isAuthors: (file: string) => boolean,
): Promise<WriteDiagnostics> {
  const written = new Map<string, readonly Write[]>(chain.map(({ file, writes }) => [files.relative(file), writes]));
  for (const { file } of shipped) {
    if (written.has(file) || !isAuthors(file)) continue;
    written.set(file, await findWrites(files.get(files.absolute(file))?.text ?? "", false));
  }
  const all = [...written.values()].flat();
  const set = new Set(all.flatMap((write) => (write.kind === "variable" && write.isSet ? [write.name] : [])));
  const isSet = (write: Write) => write.kind === "variable" && set.has(write.name);
  const isNative = chain.some(({ native }) => native !== undefined);
  const diagnostics = [...written].flatMap(([file, writes]) =>
    writes
      .filter((write) => !isSet(write))
      .flatMap((write) =>
        checkWrite(write, { runtime, event, isNative }).map((diagnostic) => locate(diagnostic, { file, ...write.at })),
      ),
  );
  const isWarning = ({ severity }: Diagnostic) => severity === "warning";
  return {
    errors: diagnostics.filter((diagnostic) => !isWarning(diagnostic)),
    warnings: diagnostics.filter(isWarning),
  };
}
