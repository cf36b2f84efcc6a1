import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page in its own browser profile, and the errors that it reported. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors and warnings of the console, such as those of the content security policy, and uncaught exceptions. */
  readonly errors: string[];
  close(): Promise<void>;
}

/** Opens a URL and waits until the page shows its tab. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  await page.locator("main h1").waitFor({ state: "attached" });
  return { page, errors, close: () => context.close() };
}
