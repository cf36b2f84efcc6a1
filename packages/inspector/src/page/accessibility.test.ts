import type { Browser, Page } from "playwright-core";
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

const press = (key: string) => (page: Page) => page.keyboard.press(key);
const click = (name: string) => (page: Page) => page.getByRole("button", { name }).click();

interface View {
  readonly path: string;
  /** An element that is there once the view is loaded. */
  readonly ready: string;
  /** Opens a dialog in it. */
  readonly open?: (page: Page) => Promise<void>;
}

const VIEWS: readonly (readonly [name: string, view: View])[] = [
  ["the list", { path: "/", ready: ".row:not(.head)" }],
  ["a request", { path: "/?request=request-3", ready: ".stage" }],
  ["a failure", { path: "/?request=request-16", ready: ".exception" }],
  ["the dialog to edit", { path: "/?request=request-3", ready: ".stage", open: press("e") }],
  ["the dialog to copy a test", { path: "/?request=request-3", ready: ".stage", open: press("t") }],
  ["the help", { path: "/", ready: ".row:not(.head)", open: press("?") }],
  ["distributions", { path: "/?tab=distributions", ready: ".behaviors" }],
  ["functions", { path: "/?tab=functions", ready: ".code" }],
  ["KeyValueStores", { path: "/?tab=stores", ready: ".entries" }],
  ["the dialog to edit an entry", { path: "/?tab=stores", ready: ".entries", open: click("Edit banner") }],
  [
    "the dialog to replace a secret entry",
    { path: "/?tab=stores", ready: ".entries", open: click("Replace signing/secret") },
  ],
  ["the dialog to add an entry", { path: "/?tab=stores", ready: ".entries", open: click("Add entry") }],
  ["the cache", { path: "/?tab=cache", ready: ".cache-entries" }],
  ["invalidations", { path: "/?tab=invalidations", ready: "tbody tr" }],
  ["Terraform", { path: "/?tab=terraform", ready: ".output" }],
];

describe.each(["light", "dark"] as const)("axe-core finds no mistake in %s colors", (colorScheme) => {
  let opened: OpenedPage;
  beforeAll(async () => {
    opened = await openPage(browser, server.url, { colorScheme });
  });
  afterAll(() => opened.close());

  it.each(VIEWS)("in %s", async (_, { path, ready, open }) => {
    const { page } = opened;
    await page.goto(`${server.url}${path}`);
    await page.locator(ready).first().waitFor();
    if (open !== undefined) {
      await open(page);
      await page.locator("dialog[open]").waitFor();
    }
    expect(await runAxe(page)).toEqual([]);
  });
});

it("axe-core finds no mistake at a phone's width", async () => {
  const { page, close } = await openPage(browser, server.url, { viewport: { width: 390, height: 844 } });
  for (const path of ["/", "/?request=request-3", "/?tab=functions", "/?tab=stores", "/?tab=terraform"]) {
    await page.goto(`${server.url}${path}`);
    await page.locator(":is(.row:not(.head), .stage, .code, .entries, .output)").first().waitFor({ state: "attached" });
    expect(await runAxe(page)).toEqual([]);
  }
  await close();
});
