import type { EdgeRuntime } from "@featheredge/aws-rules";
import { type Diagnostic, diagnose, type SourcePosition } from "@featheredge/diagnostics";
import { below } from "../load/below.ts";
import { type Blocker, blocker } from "../placement/blocker.ts";
import type { Problems } from "../problems.ts";
import type { NativeHandler } from "./native-handler.ts";

const names: Readonly<Record<EdgeRuntime, string>> = {
  "cloudfront-function": "CloudFront Functions",
  "lambda-at-edge": "Lambda@Edge",
};

/**
 * A native handler with its runtime, which its source or its pin shows. An unknown runtime and a pin that contradicts
 * the source are added to the problems.
 *
 * @param at the handler's key in the environment; @param file of its source, for messages
 */
export function checkNative(
  at: SourcePosition,
  file: string,
  { runtime: pin, config }: { readonly runtime?: EdgeRuntime | undefined; readonly config: unknown },
  native: NativeHandler,
  problems: Problems,
): NativeHandler {
  const { runtime, shownBy, line } = native;
  if (config !== undefined) {
    problems.add(
      diagnose("FE-HND-011", {
        at: below(at, "config"),
        message: `${file}:${line} is a native handler, which is given AWS's event and nothing else.`,
        fix: 'Remove the config, or write the handler for "@featheredge/edge-sdk", which hands it on.',
      }),
    );
  }
  if (runtime === undefined && pin === undefined) {
    problems.add(
      diagnose("FE-HND-012", {
        at,
        message: `${file}:${line} is a native handler that reads neither event.request, as in CloudFront Functions, nor event.Records, as in Lambda@Edge, so its runtime is unknown.`,
        fix: "Say which by the key 'runtime'.",
      }),
    );
  }
  if (runtime !== undefined && pin !== undefined && pin !== runtime) {
    problems.add(
      diagnose("FE-HND-013", {
        at: below(at, "runtime"),
        message: `'${pin}' contradicts ${file}:${line}, a native handler for ${names[runtime]} (${shownBy}).`,
        fix: "Native handlers run in the runtime that they are written for: remove the pin.",
      }),
    );
  }
  return { ...native, runtime: runtime ?? pin };
}

/** The blocker that keeps a native handler for Lambda@Edge out of CloudFront Functions. */
export function nativeBlocker(native: NativeHandler | undefined, file: string): Blocker[] {
  if (native?.runtime !== "lambda-at-edge") return [];
  const by = native.shownBy === "" ? "" : ` (${native.shownBy})`;
  const what = `is a native handler for Lambda@Edge${by}`;
  return [blocker("FE-PLC-013", what, "", { file, line: native.line, column: 1 })];
}

/** A blocker of a native handler for CloudFront Functions is an error, since no other runtime can run it. */
export function nativeBlockerError(file: string, { rule, what, fix, at = { file }, page }: Blocker): Diagnostic {
  return diagnose(rule, { at, message: `this native handler for CloudFront Functions ${what}.`, fix, page });
}

/** Reports a native handler for CloudFront Functions that would have to run in Lambda@Edge. */
export function nativeElsewhere(file: string, { line, shownBy }: NativeHandler): Diagnostic {
  const by = shownBy === "" ? "" : ` (${shownBy})`;
  return diagnose("FE-HND-014", {
    at: { file, line },
    message: `this is a native handler for CloudFront Functions${by}, but must run in Lambda@Edge: at an origin event, or next to a function in Lambda@Edge on the same behavior.`,
    fix: 'List it at a viewer event of a behavior without Lambda@Edge there, or write it for "@featheredge/edge-sdk", which runs in both.',
  });
}
