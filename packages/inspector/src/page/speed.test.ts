import type { Browser, CDPSession, Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openBrowser } from "../testing/browser.ts";
import { type OpenedPage, openPage } from "../testing/open-page.ts";
import { type SampleServer, startSampleServer } from "../testing/sample-server.ts";

const REQUESTS = 10_000;
const STEPS = 100;

let browser: Browser;
let server: SampleServer;
let opened: OpenedPage;

beforeEach(async () => {
  [browser, server] = await Promise.all([openBrowser(), startSampleServer(REQUESTS)]);
  opened = await openPage(browser, server.url);
  const total = opened.page.locator(".total");
  await expect.poll(() => total.textContent(), { timeout: 50_000 }).toBe("10,000 requests");
});
afterEach(async () => {
  await browser?.close();
  await server?.close();
});

/** Scrolls to a part of the whole list and returns the state of the page after the next frame. */
const scrollTo = (page: Page, part: number) =>
  page.evaluate(async (share) => {
    const list = document.querySelector(".virtual-list") as HTMLElement;
    list.scrollTop = (list.scrollHeight - list.clientHeight) * share;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { left, bottom } = list.getBoundingClientRect();
    return {
      scrollTop: list.scrollTop,
      elements: document.getElementsByTagName("*").length,
      isBlank: !document.elementFromPoint(left + 30, bottom - 60)?.closest(".row"),
    };
  }, part);

/** Milliseconds of the processor that the page's thread used so far, so that other programs don't count. */
async function usedMilliseconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
}

it("scrolls through 10,000 requests while new ones come, with a bounded document and no gap", async () => {
  const { page, errors } = opened;
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const arriving = setInterval(() => server.add(5), 50);
  const costs: number[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    const before = await usedMilliseconds(session);
    const { elements, isBlank } = await scrollTo(page, step / STEPS);
    costs.push((await usedMilliseconds(session)) - before);
    expect(isBlank).toBe(false);
    expect(elements).toBeLessThan(1_500);
  }
  clearInterval(arriving);
  costs.sort((one, other) => one - other);
  // A step is two frames, of 33 ms. The margins are for slow machines, where the list would still be smooth.
  expect(costs[STEPS / 2]).toBeLessThan(60);
  expect(costs.at(-1)).toBeLessThan(200);
  expect(errors).toEqual([]);
});

it("filters 10,000 requests while one types", async () => {
  const { page } = opened;
  await page.getByRole("searchbox").pressSequentially("country:JP is:error path:/assets/*");
  await expect.poll(() => page.locator(".row:not(.head) .country").first().textContent()).toBe("JP");
  expect(await page.locator(".total").textContent()).toMatch(/^\d{3} of 10000$/);
});
