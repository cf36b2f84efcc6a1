import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import type { PlanSummary } from "./model.ts";

function summaryDirectory(root: string, environment: string): string {
  return join(root, ".featheredge", "summaries", environment);
}

/** Keeps the summary of the last plan, for the comment on a pull request; neither file has secrets. */
export function writeSummary(root: string, summary: PlanSummary, terraformText: string): void {
  const directory = summaryDirectory(root, summary.environment);
  makePrivateFolder(directory);
  replaceFile(join(directory, "summary.json"), `${JSON.stringify(summary, undefined, 2)}\n`);
  replaceFile(join(directory, "terraform.txt"), terraformText);
}

/** Reads what {@link writeSummary} kept; undefined where no plan was made. */
export function readSummaryFiles(
  root: string,
  environment: string,
): { readonly summary: PlanSummary; readonly terraformText: string } | undefined {
  const read = (name: string) => readFileSync(join(summaryDirectory(root, environment), name), "utf8");
  if (!existsSync(join(summaryDirectory(root, environment), "summary.json"))) return undefined;
  return { summary: JSON.parse(read("summary.json")), terraformText: read("terraform.txt") };
}
