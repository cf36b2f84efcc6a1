import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { type Diagnostic, locate } from "@featheredge/diagnostics";
import type { Bundle } from "../bundle/bundle.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { findAccessKeys } from "../verify/access-keys.ts";
import { diagnoseAccessKey, diagnoseMissingReturn, diagnoseStoreWrite } from "../verify/mistakes/diagnose.ts";
import { findStoreWrites } from "../verify/mistakes/store-writes.ts";
import { simplify } from "../verify/simplified-source.ts";
import { checkWrite } from "../verify/writes/check.ts";
import { findWrites, type Write } from "../verify/writes/find.ts";
import type { PreparedHandler } from "./prepare.ts";

/** Mistakes in a chain's sources, at the author's lines and columns. */
export interface SourceDiagnostics {
  /** CloudFront would fail every request, or the code gives away a secret. */
  readonly errors: readonly Diagnostic[];
  /** CloudFront would fail some requests, or accepts a value that its page does not allow. */
  readonly warnings: readonly Diagnostic[];
}

type CheckedSource = Pick<PreparedHandler, "writes" | "storeWrites" | "missingReturns">;

/** Checks the author's sources of a chain, in its runtime and at its event. */
export async function checkSources(
  { runtime, event }: { readonly runtime: EdgeRuntime; readonly event: EdgeEvent },
  chain: readonly PreparedHandler[],
  { shipped, inputs }: Bundle,
  files: SourceFiles,
  isAuthors: (file: string) => boolean,
): Promise<SourceDiagnostics> {
  const sources = new Map<string, CheckedSource>(chain.map((handler) => [files.relative(handler.file), handler]));
  for (const { file } of shipped) {
    if (!sources.has(file) && isAuthors(file)) sources.set(file, await readImported(file, files));
  }
  const all = [...sources.values()].flatMap(({ writes }) => writes);
  const set = new Set(all.flatMap((write) => (write.kind === "variable" && write.isSet ? [write.name] : [])));
  const isSet = (write: Write) => write.kind === "variable" && set.has(write.name);
  const isNative = chain.some(({ native }) => native !== undefined);
  const diagnostics = [...sources].flatMap(([file, { writes, storeWrites, missingReturns }]) => [
    ...missingReturns.map((one) => locate(diagnoseMissingReturn(one, event), { file, ...one.at })),
    ...storeWrites.map((one) => locate(diagnoseStoreWrite(one), { file, ...one.at })),
    ...writes
      .filter((write) => !isSet(write))
      .flatMap((write) =>
        checkWrite(write, { runtime, event, isNative }).map((diagnostic) => locate(diagnostic, { file, ...write.at })),
      ),
  ]);
  const read = new Set([...sources.keys(), ...Object.keys(inputs).filter(isAuthors)]);
  const keys = [...read].flatMap((file) =>
    findAccessKeys(files.get(files.absolute(file))?.text ?? "").map(({ shown, at }) =>
      locate(diagnoseAccessKey(shown), { file, ...at }),
    ),
  );
  const isWarning = ({ severity }: Diagnostic) => severity === "warning";
  return {
    errors: [...keys, ...diagnostics.filter((diagnostic) => !isWarning(diagnostic))],
    warnings: diagnostics.filter(isWarning),
  };
}

async function readImported(file: string, files: SourceFiles): Promise<CheckedSource> {
  const simplified = await simplify(files.get(files.absolute(file))?.text ?? "");
  return {
    writes: findWrites(simplified, false),
    storeWrites: findStoreWrites(simplified, false),
    missingReturns: [],
  };
}
