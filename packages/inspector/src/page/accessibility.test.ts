import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../testing/browser.ts";
import { type OpenedPage, openPage } from "../testing/open-page.ts";
import { runAxe } from "../testing/run-axe.ts";
import { type SampleServer, startSampleServer } from "../testing/sample-server.ts";

let browser: Browser;
let server: SampleServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startSampleServer(17)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Each view: its path, an element that is there once it is loaded, and a key that opens a dialog in it. */
const VIEWS: readonly (readonly [name: string, path: string, ready: string, key: string | undefined])[] = [
  ["the list", "/", ".row:not(.head)", undefined],
  ["a request", "/?request=request-3", ".stage", undefined],
  ["a failure", "/?request=request-16", ".exception", undefined],
  ["the dialog to edit", "/?request=request-3", ".stage", "e"],
  ["the dialog to copy a test", "/?request=request-3", ".stage", "t"],
  ["the help", "/", ".row:not(.head)", "?"],
  ["distributions", "/?tab=distributions", ".behaviors", undefined],
  ["functions", "/?tab=functions", ".code", undefined],
  ["KeyValueStores", "/?tab=stores", ".entries", undefined],
  ["the cache", "/?tab=cache", ".cache-entries", undefined],
  ["invalidations", "/?tab=invalidations", "tbody tr", undefined],
  ["Terraform", "/?tab=terraform", ".output", undefined],
];

describe.each(["light", "dark"] as const)("axe-core finds no mistake in %s colors", (colorScheme) => {
  let opened: OpenedPage;
  beforeAll(async () => {
    opened = await openPage(browser, server.url, { colorScheme });
  });
  afterAll(() => opened.close());

  it.each(VIEWS)("in %s", async (_, path, ready, key) => {
    const { page } = opened;
    await page.goto(`${server.url}${path}`);
    await page.locator(ready).first().waitFor();
    if (key !== undefined) {
      await page.keyboard.press(key);
      await page.locator("dialog[open]").waitFor();
    }
    expect(await runAxe(page)).toEqual([]);
  });
});

it("axe-core finds no mistake at a phone's width", async () => {
  const { page, close } = await openPage(browser, server.url, { viewport: { width: 390, height: 844 } });
  for (const path of ["/", "/?request=request-3", "/?tab=functions"]) {
    await page.goto(`${server.url}${path}`);
    await page.locator(":is(.row:not(.head), .stage, .code)").first().waitFor({ state: "attached" });
    expect(await runAxe(page)).toEqual([]);
  }
  await close();
});
