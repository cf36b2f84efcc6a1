import type { ProjectStatus } from "../../api/index.ts";

/** Kinds of short marks, by which they get their color. */
export type Tone = "good" | "noted" | "bad" | "info" | "neutral";

export const toneOfStatus = (status: number | undefined): Tone => {
  if (status === undefined) return "neutral";
  if (status >= 500) return "bad";
  if (status >= 400) return "noted";
  return status >= 300 ? "info" : "good";
};

export const toneOfOutcome = (outcome: string | undefined): Tone => {
  if (outcome === "hit") return "good";
  if (outcome === "miss") return "noted";
  return outcome === "stale" || outcome === "refresh" ? "info" : "neutral";
};

export const toneOfTerraform: Readonly<Record<ProjectStatus["terraform"], Tone>> = {
  "not-run": "neutral",
  waiting: "noted",
  applied: "good",
  planning: "info",
  applying: "info",
  failed: "bad",
};
