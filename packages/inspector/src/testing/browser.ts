import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Flags without which Chromium needs a display or a sandbox of the kernel, or sends requests that no test asked for. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts Chromium without a window.
 * @throws if there is no Chromium on the PATH, so that tests fail without it
 */
export async function openBrowser(): Promise<Browser> {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const executablePath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (executablePath === undefined) {
    throw new Error("Chromium is not on the PATH. Run 'npx featheredge setup --tests' to get it.");
  }
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
