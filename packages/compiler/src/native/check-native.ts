import type { EdgeRuntime } from "@featheredge/aws-rules";
import { type Blocker, blocker } from "../placement/blocker.ts";
import type { Problems } from "../problems.ts";
import type { NativeHandler } from "./native-handler.ts";

const names: Readonly<Record<EdgeRuntime, string>> = {
  "cloudfront-function": "CloudFront Functions",
  "lambda-at-edge": "Lambda@Edge",
};

/**
 * A native handler with its runtime known, from its source or from its pin; what leaves it unknown or contradicts it
 * is told as a problem.
 *
 * @param key of the handler in the environment; @param file of its source, for messages
 */
export function checkNative(
  key: string,
  file: string,
  { runtime: pin, config }: { readonly runtime?: EdgeRuntime | undefined; readonly config: unknown },
  native: NativeHandler,
  problems: Problems,
): NativeHandler {
  const { runtime, shownBy, line } = native;
  if (config !== undefined) {
    problems.add(
      `${key}.config: ${file}:${line} is a native handler, which is given AWS's event and nothing else. Remove the config, or write the handler for "@featheredge/edge-sdk", which hands it on.`,
    );
  }
  if (runtime === undefined && pin === undefined) {
    problems.add(
      `${key}: ${file}:${line} is a native handler that reads neither event.request, as in CloudFront Functions, nor event.Records, as in Lambda@Edge, so its runtime can't be told. Say which by the key 'runtime'.`,
    );
  }
  if (runtime !== undefined && pin !== undefined && pin !== runtime) {
    problems.add(
      `${key}.runtime: '${pin}' contradicts ${file}:${line}, a native handler for ${names[runtime]} (${shownBy}). Native handlers run in the runtime that they are written for: remove the pin.`,
    );
  }
  return { ...native, runtime: runtime ?? pin };
}

/** What keeps a native handler for Lambda@Edge out of CloudFront Functions. */
export function nativeBlocker(native: NativeHandler | undefined, file: string): Blocker[] {
  if (native?.runtime !== "lambda-at-edge") return [];
  const by = native.shownBy === "" ? "" : ` (${native.shownBy})`;
  const what = `is a native handler for Lambda@Edge${by}`;
  return [blocker("FE-PLC-013", what, "", { file, line: native.line, column: 1 })];
}

/** What a native handler for CloudFront Functions does that they refuse; no other runtime can take it. */
export function nativeBlockerMessage(file: string, { what, fix, at: position }: Blocker): string {
  const at = position === undefined ? file : `${position.file}:${position.line}:${position.column}`;
  return [`${at}: this native handler for CloudFront Functions ${what}.`, fix].filter(Boolean).join(" ");
}

/** Why a native handler for CloudFront Functions can't run in Lambda@Edge, where it would have to. */
export function nativeElsewhere(file: string, { line, shownBy }: NativeHandler): string {
  const by = shownBy === "" ? "" : ` (${shownBy})`;
  return `${file}:${line}: this is a native handler for CloudFront Functions${by}, but must run in Lambda@Edge: at an origin event, or beside a function in Lambda@Edge on the same behavior. List it at a viewer event of a behavior without Lambda@Edge there, or write it for "@featheredge/edge-sdk", which runs in both.`;
}
