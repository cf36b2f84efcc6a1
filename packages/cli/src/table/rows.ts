import type { EdgeEvent } from "@featheredge/aws-rules";
import type { SynthesizedBehavior, SynthesizedDistribution, WebAclRule } from "../distributions/model.ts";
import { formatInteger } from "../report/table.ts";
import { cachedBy, howLong } from "./caching.ts";
import { formatDuration } from "./durations.ts";
import { functionRow } from "./functions.ts";

/** One step in which CloudFront handles the requests of some viewers for some paths. Names are in backticks. */
export interface TableRow {
  /** A path pattern, `every path` or `every other path`. */
  readonly path: string;
  /** The viewers whose requests these are: `GET, HEAD over HTTPS`. */
  readonly viewer: string;
  readonly happens: string;
  readonly runsIn: string;
  /** The parts of a request of which each value has its own copy in the cache; empty if nothing is cached. */
  readonly cachedBy: string;
  readonly lifetime: string;
}

/** The rows of a distribution: first what holds for every path, then each behavior's steps, then the error pages. */
export function tableRows(distribution: SynthesizedDistribution): TableRow[] {
  const { behaviors } = distribution;
  // Most distributions treat HTTP and methods alike everywhere.
  const guards = behaviors.map(guardRows);
  const common = (guards[0] ?? []).filter((row) => guards.every((rows) => rows.some((one) => isSame(one, row))));
  const everywhere = [...firewallRows(distribution), ...common].map((row) => ({ ...row, path: "every path" }));
  return [
    ...everywhere,
    ...rootRows(distribution),
    ...behaviors.flatMap((behavior, index) => [
      ...(guards[index] ?? []).filter((row) => !common.some((one) => isSame(one, row))),
      ...behaviorRows(distribution, behavior, index),
    ]),
    ...errorRows(distribution),
  ];
}

const uncached = { cachedBy: "", lifetime: "" } as const;

function firewallRows({ webAcl, countries }: SynthesizedDistribution): TableRow[] {
  const rows: TableRow[] = [];
  if (webAcl !== undefined) {
    const blocking = webAcl.rules.filter(({ onlyCounts }) => !onlyCounts);
    const counting = webAcl.rules.filter(({ onlyCounts }) => onlyCounts);
    const happens = [
      ...(blocking.length > 0 || counting.length === 0 ? [`403 if ${rulesOf(blocking)} matches`] : []),
      ...(counting.length > 0 ? [`only counted if ${rulesOf(counting)} matches`] : []),
    ].join("; ");
    const runsIn = `AWS WAF, \`${webAcl.name}\``;
    rows.push({ path: "", viewer: "any", happens, runsIn, ...uncached });
  }
  if (countries !== undefined) {
    const viewer = `${countries.type === "whitelist" ? "not in" : "in"} ${countries.codes.join(", ")}`;
    rows.push({ path: "", viewer, happens: "403", runsIn: "CloudFront", ...uncached });
  }
  return rows;
}

function rulesOf(rules: readonly WebAclRule[]): string {
  if (rules.length === 0) return "its rules";
  const names = rules.map(({ name, rate }) => {
    const limit =
      rate === undefined ? "" : ` (${formatInteger(rate.requests)} requests in ${formatDuration(rate.seconds)})`;
    return `\`${name}\`${limit}`;
  });
  return names.join(", ").replace(/, (?!.*, )/, " or ");
}

/** The rejections and redirects of a behavior, before any function runs. */
function guardRows({ viewerProtocol, methods, keyGroups, ...behavior }: SynthesizedBehavior): TableRow[] {
  const row = (viewer: string, happens: string) => ({
    path: pathOf(behavior),
    viewer,
    happens,
    runsIn: "CloudFront",
    ...uncached,
  });
  return [
    ...(viewerProtocol === "redirect-to-https" ? [row("over HTTP", "Redirected to HTTPS")] : []),
    ...(viewerProtocol === "https-only" ? [row("over HTTP", "403")] : []),
    ...(methods.length < allMethods ? [row(`methods other than ${methods.join(", ")}`, "403")] : []),
    ...(keyGroups.length > 0 ? [row("without a valid signature", "403")] : []),
  ];
}

/** GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE. */
const allMethods = 7;

function rootRows({ defaultRootObject, behaviors }: SynthesizedDistribution): TableRow[] {
  if (defaultRootObject === undefined) return [];
  const rewrites = behaviors.some(({ functions }) => functions.some(({ event }) => event === "viewer-request"));
  const unless = rewrites ? ", unless a function changes the path" : "";
  const happens = `Answered as \`/${defaultRootObject}\`${unless}`;
  return [{ path: "`/`", viewer: "any", happens, runsIn: "CloudFront", ...uncached }];
}

function behaviorRows(distribution: SynthesizedDistribution, behavior: SynthesizedBehavior, index: number): TableRow[] {
  const { responseHeadersPolicy, originRequestPolicy, encryptsFields } = behavior;
  const path = pathOf({ ...behavior, isSole: distribution.behaviors.length === 1 });
  const viewer = viewerOf(behavior);
  const row = (happens: string, runsIn: string): TableRow => ({ path, viewer, happens, runsIn, ...uncached });
  const at = (event: EdgeEvent) =>
    behavior.functions
      .filter((one) => one.event === event)
      .map((one) => ({ ...functionRow(one), path, viewer, ...uncached }));
  const origin = distribution.origins.find(({ id }) => id === behavior.origin);
  const asked = origin?.description ?? `\`${behavior.origin}\``;
  const how = [
    ...(origin?.isSigned ? ["signed"] : []),
    ...(origin?.shield === undefined ? [] : [`through Origin Shield in ${origin.shield}`]),
    ...(originRequestPolicy?.forwards.length ? [`with ${originRequestPolicy.forwards.join(", ")}`] : []),
    ...(origin?.failoverStatuses === undefined ? [] : [`the second after ${origin.failoverStatuses.join(", ")}`]),
    ...(encryptsFields ? ["with encrypted form fields"] : []),
  ];
  const isCached = behavior.cachePolicy.content?.ttl.most !== 0;
  const answered: TableRow = {
    ...row(
      `${isCached ? "Answered from the cache, or else from" : "Answered by"} ${asked}${how.length === 0 ? "" : ` (${how.join("; ")})`}`,
      "CloudFront",
    ),
    cachedBy: isCached ? cachedBy(behavior) : "not cached",
    lifetime: isCached ? howLong(behavior, origin, distribution.behaviors.slice(0, index)) : "",
  };
  return [
    ...at("viewer-request"),
    answered,
    ...at("origin-request"),
    ...at("origin-response"),
    ...(responseHeadersPolicy === undefined
      ? []
      : [row(`Headers of \`${responseHeadersPolicy.name}\` added to the answer`, "CloudFront")]),
    ...at("viewer-response"),
  ];
}

/** Rows of errors with the same answer are one. */
function errorRows({ errorPages }: SynthesizedDistribution): TableRow[] {
  const answers = new Map<string, typeof errorPages>();
  for (const page of errorPages) {
    const key = JSON.stringify([page.seconds, page.answer]);
    answers.set(key, [...(answers.get(key) ?? []), page]);
  }
  return [...answers.values()].map((pages) => {
    const [{ answer, seconds } = { seconds: 0 }] = pages;
    const statuses = pages.map(({ status }) => status).join(", ");
    return {
      path: "every path",
      viewer: "any",
      happens:
        answer === undefined
          ? `${statuses} of the origin sent on`
          : `${statuses} of the origin replaced by \`${answer.page}\` with ${answer.status}`,
      runsIn: "CloudFront",
      cachedBy: "as the answer that it replaces",
      lifetime: howLong.ofErrors(seconds),
    };
  });
}

function viewerOf({ methods, viewerProtocol, keyGroups }: SynthesizedBehavior): string {
  const asked = methods.length < allMethods ? methods.join(", ") : "any method";
  const connection = viewerProtocol === "allow-all" ? "" : " over HTTPS";
  const signed = keyGroups.length === 0 ? "" : `, signed by ${keyGroups.map((group) => `\`${group}\``).join(" or ")}`;
  return `${asked}${connection}${signed}`;
}

function pathOf({ path, isDefault, isSole = false }: { path: string; isDefault: boolean; isSole?: boolean }): string {
  if (!isDefault) return `\`${path}\``;
  return isSole ? "every path" : "every other path";
}

function isSame(one: TableRow, other: TableRow): boolean {
  return one.viewer === other.viewer && one.happens === other.happens;
}
