import type { Stage } from "../../../api/index.ts";
import { formatDuration } from "../../ui/format.ts";
import { type Tone, toneOfOutcome, toneOfStatus } from "../../ui/tones.ts";

/** The line of a stage: its name, what happened in it, and how that is to be colored. */
export interface StageLine {
  readonly title: string;
  readonly summary: string;
  readonly tone: Tone;
}

const TITLES: Readonly<Record<Stage["kind"], string>> = {
  viewer: "Viewer",
  routing: "Routing",
  access: "Access",
  "viewer-request": "Viewer request",
  "cache-key": "Cache key",
  cache: "Cache",
  "origin-request": "Origin request",
  origin: "Origin",
  "origin-response": "Origin response",
  stored: "Stored",
  "viewer-response": "Viewer response",
  answer: "Answer",
};

/** Describes a stage in one line. */
export function describeStage(stage: Stage): StageLine {
  return { title: TITLES[stage.kind], ...summaryOf(stage) };
}

function summaryOf(stage: Stage): Omit<StageLine, "title"> {
  switch (stage.kind) {
    case "viewer": {
      const { country, device, address, isSimulated } = stage;
      const from = [country, device, address].filter(Boolean).join(" · ");
      return { summary: isSimulated ? `${from} (simulated)` : from, tone: "neutral" };
    }
    case "routing": {
      const taken = stage.behaviors.find(({ decision }) => decision === "taken");
      const to = stage.origin === undefined ? "" : ` → ${stage.origin}`;
      return taken
        ? { summary: `${nameOfBehavior(taken)}${to}`, tone: "neutral" }
        : { summary: "no behavior", tone: "bad" };
    }
    case "access":
      return { summary: stage.reason, tone: "noted" };
    case "cache-key":
      return { summary: `${stage.parts.length} parts`, tone: "neutral" };
    case "cache":
      return { summary: `${stage.outcome}: ${stage.reason}`, tone: toneOfOutcome(stage.outcome) };
    case "origin":
      return summaryOfOrigin(stage);
    case "stored":
      return { summary: stage.reason, tone: stage.stored ? "good" : "neutral" };
    case "answer":
      return summaryOfAnswer(stage);
    default:
      return summaryOfFunction(stage);
  }
}

function summaryOfOrigin({ attempts }: Extract<Stage, { kind: "origin" }>): Omit<StageLine, "title"> {
  const last = attempts.at(-1);
  if (!last) return { summary: "not asked", tone: "neutral" };
  const result = last.failure ?? String(last.response?.status ?? "no response");
  const tries = attempts.length > 1 ? ` (${attempts.length} attempts)` : "";
  const tone = last.failure === undefined ? toneOfStatus(last.response?.status) : "bad";
  return { summary: `${last.originId}: ${result}${tries}`, tone };
}

function summaryOfAnswer({ after, xCache, aborted, durationMs }: Extract<Stage, { kind: "answer" }>) {
  if (aborted) return { summary: "broken off", tone: "bad" as const };
  const status = after?.response?.status;
  const summary = [status, xCache, formatDuration(durationMs)].filter((part) => part !== undefined).join(" · ");
  return { summary, tone: toneOfStatus(status) };
}

type FunctionStage = Extract<
  Stage,
  { kind: "viewer-request" | "origin-request" | "origin-response" | "viewer-response" }
>;

function summaryOfFunction({ function: { name }, result, after, durationMs }: FunctionStage): Omit<StageLine, "title"> {
  const time = formatDuration(durationMs);
  if (result === "failure") return { summary: `${name} failed · ${time}`, tone: "bad" };
  const status = after?.response?.status;
  return result === "response" && status !== undefined
    ? { summary: `${name} → ${status} · ${time}`, tone: toneOfStatus(status) }
    : { summary: `${name} · ${time}`, tone: "neutral" };
}

/** `/api/*`, or `default` for the behavior of paths that no other matches. */
export const nameOfBehavior = ({ index, pathPattern }: { index: number | "default"; pathPattern: string }): string =>
  index === "default" ? "default (*)" : pathPattern;
