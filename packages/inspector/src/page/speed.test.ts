import type { Browser, Page } from "playwright-core";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
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

/**
 * Scrolls to a part of the whole list, from 0 to 1, and waits for the next two frames.
 *
 * @returns the elements of the whole document, the rows that the scroll made, and whether the list has none at its bottom
 */
const scrollTo = (page: Page, part: number) =>
  page.evaluate(async (share) => {
    const list = document.querySelector(".virtual-list") as HTMLElement;
    let newRows = 0;
    const observer = new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if ((node as Element).matches?.(".row")) newRows += 1;
    });
    observer.observe(list, { childList: true, subtree: true });
    list.scrollTop = (list.scrollHeight - list.clientHeight) * share;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    observer.disconnect();
    const { left, bottom } = list.getBoundingClientRect();
    return {
      elements: document.getElementsByTagName("*").length,
      newRows,
      isBlank: !document.elementFromPoint(left + 30, bottom - 60)?.closest(".row"),
    };
  }, part);

it("scrolls through 10,000 requests while new ones come, with a bounded document, few new rows and no gap", async () => {
  const { page, errors } = opened;
  const arriving = setInterval(() => server.add(5), 50);
  onTestFinished(() => clearInterval(arriving));
  for (let step = 1; step <= STEPS; step += 1) {
    const { elements, newRows, isBlank } = await scrollTo(page, step / STEPS);
    expect(isBlank).toBe(false);
    expect(elements).toBeLessThan(1_500);
    // The window has 50 rows. The scroll makes it once, and requests that come in one of the two frames at most twice.
    expect(newRows).toBeLessThan(300);
  }
  expect(errors).toEqual([]);
});

it("filters 10,000 requests while one types", async () => {
  const { page } = opened;
  await page.getByRole("searchbox").pressSequentially("country:JP is:error path:/assets/*");
  await expect.poll(() => page.locator(".row:not(.head) .country").first().textContent()).toBe("JP");
  expect(await page.locator(".total").textContent()).toMatch(/^\d{3} of 10000$/);
});

it("keeps the rows in view where they are when new requests come", async () => {
  const { page } = opened;
  await scrollTo(page, 0.5);
  const middle = () =>
    page.evaluate(() => {
      const { left, top, bottom } = (document.querySelector(".virtual-list") as HTMLElement).getBoundingClientRect();
      const row = document.elementFromPoint(left + 30, (top + bottom) / 2)?.closest<HTMLElement>(".row");
      return row?.dataset.request;
    });
  const before = await middle();
  const position = async () => Number(await page.locator(`[data-request="${before}"]`).getAttribute("aria-rowindex"));
  const index = await position();
  server.add(30);
  await expect.poll(position).toBe(index + 30);
  expect(await middle()).toBe(before);
  // The oldest rows made room, since the loopback does not keep them either.
  expect(await page.locator(".total").textContent()).toBe("10,000 requests");
});
