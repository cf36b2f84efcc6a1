import { onViewerRequest, type Query, redirect } from "@featheredge/edge-sdk";
import type { Config, Rule } from "./config.ts";
import { movedTo } from "./moved.ts";

export default onViewerRequest<Config>((request, { config }) => {
  const { path } = request;
  for (const rule of config.rules) {
    const target = targetOf(rule, path);
    if (target !== undefined)
      return redirect(rule.query === "keep" ? withQuery(target, request.query) : target, rule.status);
  }
  // In another file, so that a function without a store has no promises, which cost steps.
  return config.moved ? movedTo(request, config.moved, withQuery) : request;
});

// The rest of a path comes from the viewer and may begin with another slash: `redirect` keeps it on this host.
function targetOf(rule: Rule, path: string): string | undefined {
  if (rule.exact !== undefined) return path === rule.exact ? rule.to : undefined;
  const { prefix } = rule;
  return prefix !== undefined && path.startsWith(prefix) ? `${rule.to}${path.slice(prefix.length)}` : undefined;
}

function withQuery(target: string, query: Query): string {
  const text = query.toString();
  if (!text) return target;
  return `${target}${target.includes("?") ? "&" : "?"}${text}`;
}
