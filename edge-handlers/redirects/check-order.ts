import type { z } from "zod";

interface Redirect {
  readonly exact?: string | undefined;
  readonly prefix?: string | undefined;
  readonly to: string;
}

/** Browsers follow about 20 redirects. */
const most = 20;

/** Reports rules that no request reaches, since an earlier rule takes all their paths, and redirects without end. */
export function checkOrder(rules: readonly Redirect[], context: z.core.$RefinementCtx<Redirect[]>): void {
  rules.forEach((rule, index) => {
    const earlier = rules.slice(0, index).find((one) => takesAll(one, rule));
    const report = (key: string, message: string, rule: string, fix: string) =>
      context.addIssue({ code: "custom", path: [index, key], message, params: { rule, fix } });
    const key = rule.exact === undefined ? "prefix" : "exact";
    if (earlier !== undefined) {
      const message = `'${rule[key]}' is never reached: the earlier rule for '${earlier.exact ?? earlier.prefix}' takes it.`;
      report(key, message, "FE-HND-030", "List it before that rule, or remove it.");
    } else if (isEndless(rule, rules)) {
      report("to", `'${rule.to}' leads back to '${rule[key]}', without end.`, "FE-HND-031", "Choose another target.");
    }
  });
}

function takesAll(earlier: Redirect, { exact, prefix }: Redirect): boolean {
  const path = exact ?? prefix ?? "";
  return earlier.prefix === undefined
    ? exact !== undefined && earlier.exact === exact
    : path.startsWith(earlier.prefix);
}

/** Follows the redirects of a path that a rule takes; for a prefix, of an example below it. */
function isEndless({ exact, prefix }: Redirect, rules: readonly Redirect[]): boolean {
  let path: string | undefined = exact ?? `${prefix}x`;
  for (let count = 0; count <= most; count++) {
    path = next(path, rules);
    if (path === undefined) return false;
  }
  return true;
}

/** The path on this host that a path is redirected to; undefined if it is not redirected, or leaves the host. */
function next(path: string, rules: readonly Redirect[]): string | undefined {
  for (const { exact, prefix, to } of rules) {
    const isHit = exact === undefined ? prefix !== undefined && path.startsWith(prefix) : path === exact;
    if (!isHit) continue;
    if (!to.startsWith("/")) return undefined;
    return prefix === undefined ? to.split(/[?#]/)[0] : `${to}${path.slice(prefix.length)}`;
  }
  return undefined;
}
