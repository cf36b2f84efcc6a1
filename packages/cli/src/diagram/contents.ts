import type {
  AttachedFunction,
  SynthesizedBehavior,
  SynthesizedDistribution,
  SynthesizedOrigin,
} from "../distributions/model.ts";
import { runtimeLabels } from "../report/summary.ts";
import { formatInteger } from "../report/table.ts";
import { cachedBy, howLong } from "../table/caching.ts";
import { formatDuration } from "../table/durations.ts";
import { plain } from "./text.ts";

/** `redirects, country-router` */
export function handlersOf({ handlers, name }: AttachedFunction): string {
  return handlers.length === 0 ? name : handlers.join(", ");
}

/** `CloudFront Function, 3,736 B` */
export function runtimeOf({ runtime, bytes }: AttachedFunction): string {
  return `${runtimeLabels[runtime]}${bytes === undefined ? "" : `, ${formatInteger(bytes)} B`}`;
}

/** The path pattern of a behavior, or words for the default one. */
export function pathOf({ behaviors }: SynthesizedDistribution, { path, isDefault }: SynthesizedBehavior): string {
  if (!isDefault) return path;
  return behaviors.length === 1 ? "every path" : "every other path";
}

/** `GET, HEAD` and how a viewer must connect. */
export function accessOf({ methods, viewerProtocol, keyGroups }: SynthesizedBehavior): string[] {
  const connection = { "redirect-to-https": "HTTP → HTTPS", "https-only": "HTTPS only", "allow-all": "HTTP and HTTPS" };
  return [
    methods.length < 7 ? methods.join(", ") : "any method",
    connection[viewerProtocol],
    ...(keyGroups.length === 0 ? [] : [`signed by ${keyGroups.join(" or ")}`]),
  ];
}

export interface CacheContents {
  readonly policy: string;
  /** Empty if nothing is cached. */
  readonly key: string;
  readonly lifetime: string;
}

export function cacheOf({ behaviors, origins }: SynthesizedDistribution, behavior: SynthesizedBehavior): CacheContents {
  const { name, content } = behavior.cachePolicy;
  if (content?.ttl.most === 0) return { policy: name, key: "", lifetime: "not cached" };
  const origin = origins.find(({ id }) => id === behavior.origin);
  const earlier = behaviors.slice(0, behaviors.indexOf(behavior));
  return { policy: name, key: plain(cachedBy(behavior)), lifetime: plain(howLong(behavior, origin, earlier)) };
}

const kinds = {
  s3: "S3",
  lambda: "Function URL",
  "load-balancer": "Load balancer",
  vpc: "VPC",
  group: "First, then if it fails",
  server: "Server",
} as const;

/** The kind of an origin, and how CloudFront asks it. */
export function originCaption({ kind, isSigned, shield }: SynthesizedOrigin): string {
  const details = [...(isSigned ? ["signed requests"] : []), ...(shield === undefined ? [] : [`shield in ${shield}`])];
  return [kinds[kind], ...details].join(", ");
}

/** The description without the words that the caption has. */
export function originName({ description, kind }: SynthesizedOrigin): string {
  const text = plain(description);
  return kind === "group" ? text : text.replace(/^(S3 bucket|Lambda function URL of|load balancer) /, "");
}

/** The answers to errors of the origin, in one line. */
export function errorsOf({ errorPages }: SynthesizedDistribution): string {
  const statuses = new Map<string, number[]>();
  for (const { status, answer, seconds } of errorPages) {
    const page = answer === undefined ? "sent on" : `${answer.page} with ${answer.status}`;
    const text = `${page}, kept ${formatDuration(seconds)}`;
    statuses.set(text, [...(statuses.get(text) ?? []), status]);
  }
  return [...statuses].map(([text, all]) => `${all.join(", ")} → ${text}`).join("; ");
}

/** The rules that a request passes before any behavior. */
export function guardsOf({
  webAcl,
  countries,
}: SynthesizedDistribution): { caption: string; name: string; detail: string }[] {
  return [
    ...(webAcl === undefined
      ? []
      : [
          {
            caption: "AWS WAF",
            name: webAcl.name.replace(/^arn:.*\//, ""),
            detail: webAcl.rules.length === 0 ? "its rules" : `${webAcl.rules.length} rules`,
          },
        ]),
    ...(countries === undefined
      ? []
      : [
          {
            caption: "Geo restriction",
            name: `${countries.type === "whitelist" ? "only" : "not"} ${countries.codes.join(", ")}`,
            detail: "others get 403",
          },
        ]),
  ];
}
