/**
 * `npm run bench -- inspector`: what a scroll of the inspector's list costs with 100 and with 10,000 requests, while 100
 * new ones arrive in a second.
 */
import { openBrowser, openPage, startSampleServer } from "@featheredge/inspector/testing";
import type { Browser, CDPSession } from "playwright-core";
import { median, table } from "./table.ts";

const sizes = [100, 10_000];
const rounds = 3;
const steps = 100;
/** A step waits for two frames, of which a screen shows 60 in a second. */
const frameMs = 1000 / 60;

/** Milliseconds of the processor that the page's thread used so far, so that other programs don't count. */
async function usedMilliseconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
}

/** The processor time of each step through the whole list, in milliseconds. */
async function costsOf(browser: Browser, size: number): Promise<number[]> {
  const server = await startSampleServer(size);
  const { page, close } = await openPage(browser, server.url);
  await page.getByText(`${size.toLocaleString("en-US")} requests`).waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const arriving = setInterval(() => server.add(5), 50);
  const costs: number[] = [];
  for (let step = 1; step <= steps; step += 1) {
    const before = await usedMilliseconds(session);
    await page.evaluate(`
      const list = document.querySelector(".virtual-list");
      list.scrollTop = (list.scrollHeight - list.clientHeight) * ${step / steps};
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    `);
    costs.push((await usedMilliseconds(session)) - before);
  }
  clearInterval(arriving);
  await close();
  await server.close();
  return costs.sort((one, other) => one - other);
}

const measured = new Map(sizes.map((size) => [size, { medians: [] as number[], most: [] as number[] }]));
const browser = await openBrowser();
for (let round = 1; round <= rounds; round += 1) {
  for (const [size, { medians, most }] of measured) {
    const costs = await costsOf(browser, size);
    medians.push(median(costs));
    most.push(costs.at(-1) ?? Number.NaN);
  }
}
await browser.close();

console.log(
  `Processor time of a page's thread for one of ${steps} scrolls through the inspector's list, each of two frames ` +
    `(${(2 * frameMs).toFixed(0)} ms), the median of ${rounds} rounds in which the sizes took turns\n`,
);
const rows = Array.from(measured, ([size, { medians, most }]) => [
  size.toLocaleString("en-US"),
  median(medians).toFixed(1),
  median(most).toFixed(1),
]);
console.log(table(["requests", "median ms", "most ms"], rows));
const [few, many] = sizes.map((size) => measured.get(size)?.medians ?? []);
const ratios = many?.map((ms, round) => ms / (few?.[round] ?? Number.NaN)) ?? [];
console.log(`\n10,000 requests take ${median(ratios).toFixed(2)} times the processor time of 100.`);
