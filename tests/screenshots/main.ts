import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "@featheredge/inspector/testing";
import type { Browser, Page } from "playwright-core";
import { copyOfThisProject } from "#fixtures/copy.ts";
import { repository, start } from "../loopback/command.ts";
import { requestEdge } from "../loopback/request-edge.ts";

const folder = join(repository, "docs", "images");

/** A picture of the inspector: its name, its URL, and an element that is there once the view is loaded. */
interface Picture {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
  readonly opensRequest: boolean;
  readonly size: keyof typeof SIZES;
  readonly colorScheme: "light" | "dark";
}

const REQUEST = { path: "/?filter=country:JP", ready: ".stage", opensRequest: true } as const;
const DISTRIBUTION = { path: "/?tab=distributions", ready: ".behaviors", opensRequest: false } as const;

const PICTURES: readonly Picture[] = [
  { name: "request-light", ...REQUEST, size: "desktop", colorScheme: "light" },
  { name: "request-dark", ...REQUEST, size: "desktop", colorScheme: "dark" },
  { name: "request-phone-light", ...REQUEST, size: "phone", colorScheme: "light" },
  { name: "distributions-light", ...DISTRIBUTION, size: "desktop", colorScheme: "light" },
];

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** Takes the pictures of the documentation from a running `featheredge up local`. */
async function main(): Promise<void> {
  const root = copyOfThisProject();
  const up = start(["up", "local", "--http-port", "0", "--https-port", "0"], { cwd: root });
  const browser = await openBrowser();
  try {
    const port = await portOf(up);
    await sendRequests(port);
    mkdirSync(folder, { recursive: true });
    for (const picture of PICTURES) await take(browser, port, picture);
  } finally {
    await browser.close();
    up.process.kill("SIGINT");
    await up.finished;
    rmSync(root, { recursive: true, force: true });
  }
}

/** Waits until the environment is served. @returns the port of the distribution and of the inspector */
function portOf({ process: child, finished }: ReturnType<typeof start>): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (text: string) => {
      printed += text;
      const port = /http:\/\/inspector\.localhost:(\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    finished.then(({ stderr }) => reject(new Error(`'up' ended: ${stderr}`)), reject);
  });
}

/** Sends what viewers of several countries ask for. */
async function sendRequests(port: number): Promise<void> {
  const countries = ["US", "ES", "DE", "MX", "ES", "US", "JP"];
  const paths = ["/", "/assets/site.css", "/about/", "/members/", "/home", "/missing", "/about/"];
  for (const country of countries) {
    for (const path of paths) {
      const headers = { "x-loopback-viewer-country": country, "accept-encoding": "br, gzip" };
      await requestEdge({ port, host: `localhost:${port}`, path, headers });
    }
  }
}

async function take(browser: Browser, port: number, picture: Picture): Promise<void> {
  const { name, path, ready, opensRequest, size, colorScheme } = picture;
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme, deviceScaleFactor: 1.25 });
  const page = await context.newPage();
  await page.goto(`http://inspector.localhost:${port}${path}`);
  // The state of Terraform, which works on after the first answer.
  await page.getByText("applied", { exact: true }).waitFor({ timeout: 120_000 });
  if (opensRequest) await page.locator(".row:not(.head)").filter({ hasText: "/about/" }).last().click();
  await page.locator(ready).first().waitFor();
  await page.mouse.move(0, 0);
  writeFileSync(join(folder, `inspector-${name}.webp`), await asWebp(page, await page.screenshot()));
  await context.close();
}

/** Compresses a picture to a fraction of its size as PNG, by the browser. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    // The types of browsers are not those of the repository's other code.
    const { createImageBitmap, OffscreenCanvas } = globalThis as unknown as BrowserTypes;
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const compressed = await canvas.convertToBlob({ type: "image/webp", quality: 0.72 });
    const codes = [...new Uint8Array(await compressed.arrayBuffer())];
    return btoa(codes.map((code) => String.fromCharCode(code)).join(""));
  }, png.toString("base64"));
  return Buffer.from(base64, "base64");
}

interface BrowserTypes {
  createImageBitmap(image: Blob): Promise<{ readonly width: number; readonly height: number }>;
  OffscreenCanvas: new (
    width: number,
    height: number,
  ) => {
    getContext(kind: "2d"): { drawImage(image: unknown, x: number, y: number): void };
    convertToBlob(options: { type: string; quality: number }): Promise<Blob>;
  };
}

await main();
