import { buildPage } from "@featheredge/inspector/page";
import { type OpenedPage, openBrowser, openPage } from "@featheredge/inspector/testing";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { cachePolicy } from "../testing/deployment.ts";
import { type Harness, startHarness } from "../testing/harness.ts";
import { respond } from "../testing/origin.ts";

let browser: Browser;
let harness: Harness;
let opened: OpenedPage;

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(async () => {
  harness = await startHarness({
    inspector: { page: buildPage },
    cachePolicies: { path: cachePolicy({ headers: ["CloudFront-Viewer-Country"] }) },
  });
  harness.origin.answer(respond(harness.clock, { "cache-control": "max-age=60" }));
});
afterEach(async () => {
  expect(opened.errors).toEqual([]);
  await opened.close();
  await harness.close();
});
afterAll(() => browser?.close());

const open = async (path: string) => {
  opened = await openPage(browser, `http://inspector.localhost:${harness.dataPlane.httpPort}${path}`);
  return opened.page;
};
const getFrom = (country: string) => harness.get("/offers", { headers: { "x-loopback-viewer-country": country } });

it("finds a request, shows why it missed, and sends it as a viewer of the country that is cached", async () => {
  await getFrom("DE");
  await getFrom("FR");
  const page = await open("/?filter=country:FR");
  await page.locator(".row:not(.head)").first().click();
  const nearest = page.locator(".nearest tbody tr");
  await expect.poll(() => nearest.count()).toBe(1);
  expect(await nearest.getByRole("rowheader").textContent()).toBe("header cloudfront-viewer-country");
  expect(await nearest.getByRole("cell").allTextContents()).toEqual(["FR", "DE"]);
  await page.keyboard.press("e");
  await page.getByLabel("Country").fill("DE");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => page.locator("dialog .answer").textContent()).toContain("200");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator(".detail-head .facts").textContent()).toMatch(/^200hit/);
  expect(await page.locator("[data-stage=cache] .summary").textContent()).toBe("hit: fresh for 60 s more");
});

it("lists a request as soon as it is answered", async () => {
  const page = await open("/");
  await expect.poll(() => page.locator(".empty").textContent()).toContain("No requests yet");
  await getFrom("JP");
  await expect.poll(() => page.locator(".row:not(.head) .country").allTextContents()).toEqual(["JP"]);
});

it("evicts an entry of the cache", async () => {
  await getFrom("DE");
  const page = await open("/?tab=cache");
  const row = page.locator(".cache-entries tbody tr");
  await expect.poll(() => row.textContent()).toContain("header cloudfront-viewer-country DE");
  await page.getByRole("button", { name: "Evict /offers" }).click();
  await expect.poll(() => page.locator(".empty").textContent()).toBe("The cache is empty.");
  expect((await getFrom("DE")).headers["x-cache"]).toBe("Miss from cloudfront");
});
