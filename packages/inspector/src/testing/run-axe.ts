import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** The part of axe-core's API that is used. @see https://github.com/dequelabs/axe-core/blob/develop/doc/API.md */
interface Axe {
  run(): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

let source: Promise<string> | undefined;

/** Returns the mistakes of accessibility that axe-core finds in the page, each with the elements that have it. */
export async function runAxe(page: Page): Promise<string[]> {
  source ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // As text by the debugger's protocol: the page's content security policy forbids another script.
  await page.evaluate(await source);
  const { violations: reported } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run());
  return reported.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
}
