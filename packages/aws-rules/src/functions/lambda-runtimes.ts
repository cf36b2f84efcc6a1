import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { readOn, type Source } from "../sources.ts";

/** The Node.js runtimes of Lambda@Edge. */
export const nodeRuntimes = {
  "nodejs20.x": { warning: "is deprecated since 2026-04-30.", fix: "Use nodejs22.x." },
  "nodejs22.x": {},
  "nodejs24.x": {},
  "nodejs26.x": {
    warning: "is new in Lambda, and AWS's pages don't say yet that Lambda@Edge runs it.",
    fix: "Use nodejs24.x, which it runs.",
  },
} as const satisfies Readonly<Record<string, { readonly warning?: string; readonly fix?: string }>>;

/** The page of the table above. */
export const nodeRuntimesSource: Source = readOn("2026-09", pages.lambdaRuntimes);

/** The name of a Node.js runtime of Lambda@Edge. */
export type NodeRuntime = keyof typeof nodeRuntimes;

/**
 * Returns the reason why Lambda@Edge does not run a runtime, or a warning about it; undefined when there is nothing to
 * say. Python's runtimes are not checked, since nothing here is written in Python.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export function checkLambdaRuntime(runtime: string): Diagnostic | undefined {
  const { page } = nodeRuntimesSource;
  if (runtime.startsWith("python3.")) return undefined;
  if (!Object.hasOwn(nodeRuntimes, runtime)) {
    const names = Object.keys(nodeRuntimes).join(", ");
    return diagnose("FE-LAM-002", {
      message: `The runtime '${runtime}' is not one of Lambda@Edge's.`,
      fix: `Use ${names} or one of Python's.`,
      page,
    });
  }
  const known: { readonly warning?: string; readonly fix?: string } = nodeRuntimes[runtime as NodeRuntime];
  if (known.warning === undefined) return undefined;
  return diagnose("FE-LAM-002", {
    message: `The runtime '${runtime}' ${known.warning}`,
    fix: known.fix,
    page,
    severity: "warning",
  });
}
