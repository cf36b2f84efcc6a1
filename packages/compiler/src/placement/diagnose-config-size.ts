import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import type { Chain } from "../load/chains.ts";
import { grouped } from "../source/text.ts";
import type { BuildInput } from "../types.ts";
import { moveToStore } from "../verify/blockers.ts";
import type { Candidate } from "./place.ts";

/**
 * Reports configs because of which a function is too large for CloudFront Functions, at their keys in the environment: an
 * error for a function that is pinned there, a warning for one that runs in Lambda@Edge instead.
 */
export function diagnoseConfigSize(
  { environmentFile: file }: BuildInput,
  { pins, blockers }: Candidate,
  { handlers }: Chain,
): Diagnostic<"FE-LIM-008">[] {
  const isPinned = pins.some(({ runtime }) => runtime === "cloudfront-function");
  return blockers.flatMap(({ what, largeConfig }) => {
    const name = largeConfig && handlers[largeConfig.handler]?.name;
    if (largeConfig === undefined || name === undefined) return [];
    const { key, bytes } = largeConfig;
    return diagnose("FE-LIM-008", {
      severity: isPinned ? "error" : "warning",
      at: { file, key: `handlers.${name}.config.${key}` },
      message: `has ${grouped(bytes)} B, because of which the function ${what}${isPinned ? "" : ", and runs in Lambda@Edge"}.`,
      fix: moveToStore(key),
    });
  });
}
