import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@featheredge/diagnostics";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import type { PlanSummary } from "./model.ts";

/** The parts of the last plan that a pull request's comment shows. None of them has secrets. */
export interface SummaryFiles {
  /** Undefined if planning failed before there was a summary. */
  readonly summary?: PlanSummary | undefined;
  readonly terraformText?: string | undefined;
  /** The reasons why planning failed, or why the plan was not saved. */
  readonly diagnostics?: readonly Diagnostic[] | undefined;
}

const names = { summary: "summary.json", terraformText: "terraform.txt", diagnostics: "diagnostics.json" };

function fileOf(root: string, environment: string, kind: keyof typeof names): string {
  return join(root, ".featheredge", "summaries", environment, names[kind]);
}

/** Forgets the last plan of an environment, so that no comment shows it in place of one that fails. */
export function clearSummary(root: string, environment: string): void {
  for (const kind of Object.keys(names) as (keyof typeof names)[]) {
    rmSync(fileOf(root, environment, kind), { force: true });
  }
}

/** Keeps the summary of the last plan. */
export function writeSummary(root: string, summary: PlanSummary, terraformText: string): void {
  write(root, summary.environment, "summary", json(summary));
  write(root, summary.environment, "terraformText", terraformText);
}

/** Keeps the reasons why the last plan failed. */
export function writeFailure(root: string, environment: string, diagnostics: readonly Diagnostic[]): void {
  write(root, environment, "diagnostics", json(diagnostics));
}

/** Reads the files of the last plan; none is there if it failed for reasons that only its output has. */
export function readSummaryFiles(root: string, environment: string): SummaryFiles {
  const read = (kind: keyof typeof names) => {
    const file = fileOf(root, environment, kind);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  const [summary, diagnostics] = [read("summary"), read("diagnostics")];
  return {
    ...(summary === undefined ? {} : { summary: JSON.parse(summary), terraformText: read("terraformText") }),
    ...(diagnostics === undefined ? {} : { diagnostics: JSON.parse(diagnostics) }),
  };
}

function write(root: string, environment: string, kind: keyof typeof names, text: string): void {
  const file = fileOf(root, environment, kind);
  makePrivateFolder(join(file, ".."));
  replaceFile(file, text);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
