import axe from "axe-core";
import type { Page } from "playwright-core";

/** Returns the mistakes of accessibility that axe-core finds in the page, each with the elements that have it. */
export async function runAxe(page: Page): Promise<string[]> {
  // As text by the debugger's protocol: the page's content security policy forbids another script.
  await page.evaluate(axe.source);
  const { violations: mistakes } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return mistakes.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
}
