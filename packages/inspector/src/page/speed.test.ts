import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../testing/browser.ts";
import { openPage } from "../testing/open-page.ts";
import { type SampleServer, startSampleServer } from "../testing/sample-server.ts";

const REQUESTS = 10_000;

let browser: Browser;
let server: SampleServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startSampleServer(REQUESTS)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Scrolls through the whole list, a step in each frame, and returns the frames and the longest task of the browser. */
const scrollThrough = (page: Page, steps: number) =>
  page.evaluate(async (count) => {
    const list = document.querySelector(".virtual-list") as HTMLElement;
    const tasks: number[] = [];
    const observer = new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) tasks.push(duration);
    });
    observer.observe({ type: "longtask" });
    let mostElements = 0;
    let blankFrames = 0;
    for (let step = 1; step <= count; step += 1) {
      list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / count;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      mostElements = Math.max(mostElements, document.getElementsByTagName("*").length);
      const { left, bottom } = list.getBoundingClientRect();
      if (!document.elementFromPoint(left + 30, bottom - 60)?.closest(".row")) blankFrames += 1;
    }
    observer.disconnect();
    return { mostElements, blankFrames, longestTask: Math.max(0, ...tasks), scrollTop: list.scrollTop };
  }, steps);

it("scrolls through 10,000 requests while new ones come, without a long task or a gap", async () => {
  const { page, errors, close } = await openPage(browser, server.url);
  await expect.poll(() => page.locator(".total").textContent(), { timeout: 30_000 }).toBe("10,000 requests");
  const arriving = setInterval(() => server.add(5), 50);
  const { mostElements, blankFrames, longestTask, scrollTop } = await scrollThrough(page, 120);
  clearInterval(arriving);
  expect(scrollTop).toBeGreaterThan(REQUESTS * 20);
  expect(mostElements).toBeLessThan(1_500);
  expect(blankFrames).toBe(0);
  // A task of 50 ms is one that a user may notice. The margin is for machines that run other tests meanwhile.
  expect(longestTask).toBeLessThan(200);
  expect(errors).toEqual([]);
  await close();
});

it("filters 10,000 requests with each key that is pressed", async () => {
  const { page, close } = await openPage(browser, server.url);
  await expect.poll(() => page.locator(".total").textContent(), { timeout: 30_000 }).toMatch(/^1\d,\d+ requests$/);
  await page.getByRole("searchbox").fill("country:JP is:error path:/assets/*");
  await expect.poll(() => page.locator(".row:not(.head) .country").first().textContent()).toBe("JP");
  expect(await page.locator(".total").textContent()).toMatch(/^\d+ of 1\d{4}$/);
  await close();
});
