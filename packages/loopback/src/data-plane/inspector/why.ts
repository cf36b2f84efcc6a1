import type { ProjectView, Sentence, Stage } from "@featheredge/inspector/api";
import type { RequestTrace } from "../base/trace.ts";
import { functionName } from "./names.ts";

const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** AWS's page for each kind of stage. */
const pages = {
  routing: `${guide}/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern`,
  access: `${guide}/SecurityAndPrivateContent.html`,
  functions: `${guide}/edge-functions.html`,
  key: `${guide}/understanding-the-cache-key.html`,
  cache: `${guide}/Expiration.html`,
  origin: `${guide}/RequestAndResponseBehaviorCustomOrigin.html`,
  failover: `${guide}/high_availability_origin_failover.html`,
  errors: `${guide}/GeneratingCustomErrorResponses.html`,
} as const;

/** Explains a request's answer: a sentence or two for each stage that decided something. */
export async function explain(
  trace: RequestTrace,
  stages: readonly Stage[],
  project: ProjectView | undefined,
): Promise<Sentence[]> {
  const sources = await sourcesOf(trace, project);
  return stages.flatMap((stage) => sentencesFor(stage, trace, sources));
}

/** Finds the lines of the project that sentences link to. */
async function sourcesOf(trace: RequestTrace, project: ProjectView | undefined) {
  const { distribution, behavior, stages } = trace;
  const option = async (name: string) =>
    distribution === undefined || behavior === undefined
      ? undefined
      : project?.positionOf(
          {
            comment: distribution.deployed.config.Comment ?? "",
            index: behavior.index,
            pathPattern: behavior.pathPattern,
          },
          name,
        );
  const handlers = new Map<string, string>();
  for (const { arn } of stages) {
    const name = functionName(arn);
    const file = (await project?.functionSource(name))?.sources[0]?.file;
    if (file !== undefined) handlers.set(name, file);
  }
  return { cachePolicy: await option("cachePolicy"), origin: await option("origin"), handlers };
}

type Sources = Awaited<ReturnType<typeof sourcesOf>>;

function sentencesFor(stage: Stage, trace: RequestTrace, sources: Sources): Sentence[] {
  switch (stage.kind) {
    case "viewer":
      return [];
    case "routing":
      return routing(stage);
    case "access":
      return [{ text: `CloudFront answered before any function ran: ${sentence(stage.reason)}`, page: pages.access }];
    case "cache-key":
      return [];
    case "cache":
      return cache(stage, sources);
    case "origin":
      return origin(stage, sources);
    case "stored":
      return [stored(stage, sources)];
    case "answer":
      return answer(stage, trace);
    default:
      return [ran(stage, sources)];
  }
}

function routing(stage: Extract<Stage, { kind: "routing" }>): Sentence[] {
  const taken = stage.behaviors.find(({ decision }) => decision === "taken");
  if (taken === undefined) return [{ text: stage.distribution }];
  const name = taken.index === "default" ? "the default behavior" : `the behavior '${taken.pathPattern}'`;
  const passed = stage.behaviors.filter(({ decision }) => decision === "passed-over");
  const others = passed.map(({ pathPattern, why }) => `'${pathPattern}' (${lowered(why)})`).join(", ");
  return [
    { text: stage.distribution },
    {
      text: `CloudFront took ${name}: ${lowered(taken.why)}.${others === "" ? "" : ` It passed over ${others}.`}`,
      ...(taken.source === undefined ? {} : { source: taken.source }),
      page: pages.routing,
    },
  ];
}

type FunctionStages = Extract<Stage, { readonly function: object }>;

function ran(stage: FunctionStages, { handlers }: Sources): Sentence {
  const { name, runtime } = stage.function;
  const kind = runtime === "cloudfront-function" ? "CloudFront Function" : "Lambda@Edge function";
  const [frame] = stage.exception?.frames ?? [];
  const file = handlers.get(name);
  const source = frame?.at ?? (file === undefined ? undefined : { file });
  return {
    text: `The ${kind} ${name} ran at ${stage.kind.replace("-", " ")} and ${effect(stage)}`,
    ...(source === undefined ? {} : { source }),
    page: pages.functions,
  };
}

function effect(stage: FunctionStages): string {
  const { before, after, result, exception } = stage;
  if (result === "failure") return `failed: ${sentence(exception?.message ?? "")}`;
  if (result === "response" && stage.kind.endsWith("-request")) {
    return `answered the request itself with ${after?.response?.status}.`;
  }
  if (result === "response") {
    const changed = namesOfChanges(before?.response?.headers ?? [], after?.response?.headers ?? []);
    const status =
      before?.response?.status === after?.response?.status ? "" : ` set the status to ${after?.response?.status};`;
    return `${status === "" ? "" : `${status.trim()} `}${headersChanged(changed, "response")}`;
  }
  const from = uriOf(before?.request);
  const to = uriOf(after?.request);
  if (from !== to) return `changed ${from} to ${to}.`;
  return headersChanged(namesOfChanges(before?.request?.headers ?? [], after?.request?.headers ?? []), "request");
}

function uriOf(request: { readonly uri: string; readonly querystring: string } | undefined): string {
  if (request === undefined) return "";
  return `'${request.uri}${request.querystring === "" ? "" : `?${request.querystring}`}'`;
}

function headersChanged(names: readonly string[], of: "request" | "response"): string {
  if (names.length === 0) return `left the ${of} as it was.`;
  return `changed ${names.length === 1 ? "the header" : "the headers"} ${names.join(", ")}.`;
}

type Headers = readonly { readonly name: string; readonly value: string }[];

function namesOfChanges(before: Headers, after: Headers): string[] {
  const values = (headers: Headers) => {
    const byName = new Map<string, string>();
    for (const { name, value } of headers) {
      const lower = name.toLowerCase();
      byName.set(lower, `${byName.get(lower) ?? ""}\n${value}`);
    }
    return byName;
  };
  const [left, right] = [values(before), values(after)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

function cache(stage: Extract<Stage, { kind: "cache" }>, sources: Sources): Sentence[] {
  const { outcome, reason, entry, nearest } = stage;
  const source = sources.cachePolicy === undefined ? {} : { source: sources.cachePolicy };
  const age = entry === undefined ? "" : ` The entry was ${entry.age} s old, of ${entry.ttl} s (${entry.decidedBy}).`;
  switch (outcome) {
    case "hit":
      return [{ text: `It was a hit: ${reason}.${age}`, ...source, page: pages.cache }];
    case "stale":
      return [{ text: `A stale entry was served: ${reason}.${age}`, ...source, page: pages.cache }];
    case "refresh":
      return [{ text: `The origin confirmed the stored answer: ${reason}.${age}`, ...source, page: pages.cache }];
    case "not-cacheable":
      return [{ text: `The cache was not used: ${reason}.`, ...source, page: pages.cache }];
    default: {
      const missed: Sentence = { text: `It was a miss: ${reason}.`, ...source, page: pages.key };
      if (nearest === undefined) return [missed];
      const parts = nearest.differences.map(
        ({ part, here, there }) => `${part} (here ${shown(here)}, there ${shown(there)})`,
      );
      return [
        missed,
        {
          text: `The nearest entry, of ${nearest.path}, differs in ${parts.join(" and in ")}.`,
          ...source,
          page: pages.key,
        },
      ];
    }
  }
}

function shown(value: string | undefined): string {
  return value === undefined ? "absent" : `'${value}'`;
}

function origin(stage: Extract<Stage, { kind: "origin" }>, sources: Sources): Sentence[] {
  return stage.attempts.map(({ originId, response, failure, durationMs, failover }) => {
    const time = durationMs === undefined ? "" : ` in ${durationMs} ms`;
    const outcome = failure === undefined ? `answered ${response?.status}${time}.` : `failed: ${sentence(failure)}`;
    return {
      text: `The origin '${originId}' ${outcome}${failover === undefined ? "" : ` ${failover}`}`,
      ...(sources.origin === undefined ? {} : { source: sources.origin }),
      page: failover === undefined ? pages.origin : pages.failover,
    };
  });
}

function stored(stage: Extract<Stage, { kind: "stored" }>, sources: Sources): Sentence {
  return {
    text: stage.stored
      ? `The answer is cached for ${stage.seconds} s: ${stage.reason}.`
      : `The answer is not cached: ${stage.reason}.`,
    ...(sources.cachePolicy === undefined ? {} : { source: sources.cachePolicy }),
    page: pages.cache,
  };
}

function answer(stage: Extract<Stage, { kind: "answer" }>, { cache: cached, stages }: RequestTrace): Sentence[] {
  const sentences: Sentence[] = [];
  if (stage.note !== undefined && (cached !== undefined || stages.length > 0)) {
    const page = stage.note.startsWith("custom error page") ? { page: pages.errors } : {};
    sentences.push({ text: `CloudFront made the answer: ${sentence(stage.note)}`, ...page });
  }
  if (stage.aborted) {
    sentences.push({ text: "The answer broke off: the viewer closed the connection, or the origin did." });
  }
  return sentences;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function lowered(text: string): string {
  const start = /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return start.replace(/\.$/, "");
}
