import type { SynthesizedBehavior, SynthesizedOrigin } from "../distributions/model.ts";
import { formatDuration } from "./durations.ts";
import { type Lifetime, lifetimesOf } from "./lifetimes.ts";

/** The parts of a request of which each value has its own copy in the cache. */
export function cachedBy({ functions, cachePolicy, cachedMethods }: SynthesizedBehavior): string {
  const { content, name } = cachePolicy;
  if (content === undefined) return `as the policy \`${name}\` says`;
  const rewriter = functions.find(({ event }) => event === "viewer-request");
  return [
    rewriter === undefined
      ? "path"
      : `path, as ${rewriter.handlers.map((one) => `\`${one}\``).join(" and ") || `\`${rewriter.name}\``} left it`,
    ...content.keyParts,
    ...(cachedMethods.includes("OPTIONS") ? ["method, if OPTIONS"] : []),
    ...(content.encodings.length === 0 ? [] : [`encoding (${content.encodings.join(", ")})`]),
  ].join("; ");
}

/** How long answers stay at CloudFront and in browsers. */
export function howLong(
  behavior: SynthesizedBehavior,
  origin: SynthesizedOrigin | undefined,
  earlier: readonly SynthesizedBehavior[],
): string {
  const { content } = behavior.cachePolicy;
  if (content === undefined) return `as the policy \`${behavior.cachePolicy.name}\` says`;
  const lifetimes = lifetimesOf(behavior, origin ?? { lifetimes: [] }, earlier);
  if (lifetimes.length > 0) return lifetimes.map(describe).join("; ");
  const { least, byDefault, most } = content.ttl;
  if (least === most) return formatDuration(most);
  const range = least === 0 ? `up to ${formatDuration(most)}` : `${formatDuration(least)} to ${formatDuration(most)}`;
  const otherwise = Math.max(byDefault, least);
  return `as the origin says, ${range}; ${otherwise === 0 ? "not at all" : formatDuration(otherwise)} if it does not say`;
}

howLong.ofErrors = (seconds: number): string => (seconds === 0 ? "not cached" : formatDuration(seconds));

function describe({ files, atCloudFront, inBrowsers }: Lifetime): string {
  const edge = atCloudFront === 0 ? "not at all" : formatDuration(atCloudFront);
  const browser =
    inBrowsers === undefined
      ? ""
      : inBrowsers === 0
        ? ", not in browsers"
        : `, ${formatDuration(inBrowsers)} in browsers`;
  return `${files === undefined ? "" : `${files}: `}${edge}${browser}`;
}
