import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type OpenedPage, openBrowser, openPage } from "@featheredge/inspector/testing";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { repository, type Started, start } from "./command.ts";
import { projectWith } from "./own-project.ts";

/** Answers with a page that has a value of the KeyValueStore. */
const handler = `import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const country = event.request.headers["cloudfront-viewer-country"];
  if (event.request.uri === "/fails") {
    console.log("fails for " + (country ? country.value : "nowhere"));
    throw new RangeError("no greeting");
  }
  const greeting = await store.get("greeting");
  return {
    statusCode: 200,
    headers: { "content-type": { value: "text/html" } },
    body: "<h1>" + greeting + "</h1><p>" + (country ? country.value : "nowhere") + "</p>",
  };
}
`;

let root: string;
let up: Started;
let browser: Browser;
let opened: OpenedPage;
/** The port of the distribution and of the inspector. */
let port: number;

beforeAll(async () => {
  root = projectWith({ handlers: { greet: "" } });
  rmSync(join(root, "edge-handlers", "greet", "handler.ts"));
  writeFileSync(join(root, "edge-handlers", "greet", "handler.js"), handler);
  const file = join(root, "environments", "qa.ts");
  const environment = readFileSync(file, "utf8")
    .replace('handlers: {"greet":{}}', 'handlers: { greet: { keyValueStore: { greeting: "Hello" } } }')
    .replace('{ origin: "app" }', '{ origin: "app", viewerProtocolPolicy: "allow-all", viewerRequest: "greet" }')
    .replace('comment: "Shop",', 'comment: "Shop", waitForDeployment: false,');
  writeFileSync(file, environment);
  browser = await openBrowser();
  up = start(["up", "qa", "--http-port", "0", "--https-port", "0"], { cwd: root });
  let printed = "";
  up.process.stdout?.on("data", (text: string) => {
    printed += text;
  });
  const serves = () => /http:\/\/inspector\.localhost:(\d+)/.exec(printed)?.[1];
  await vi.waitUntil(() => serves() !== undefined || up.process.exitCode !== null, { timeout: 230_000 });
  port = Number(serves());
});
afterEach(async () => {
  expect(opened.errors).toEqual([]);
  await opened.close();
});
afterAll(async () => {
  await browser?.close();
  up?.process.kill("SIGINT");
  await up?.finished;
  rmSync(root, { recursive: true, force: true });
});

/** Opens a page of the inspector. */
const inspect = async (path: string) => {
  opened = await openPage(browser, `http://inspector.localhost:${port}${path}`);
  return opened.page;
};

it("edits a value of a KeyValueStore, and the site's page changes", async () => {
  const page = await inspect("/?tab=stores");
  const site = await page.context().newPage();
  await site.goto(`http://localhost:${port}/`);
  expect(await site.locator("h1").textContent()).toBe("Hello");
  await page.getByRole("button", { name: "Edit greeting" }).click();
  await page.getByRole("textbox", { name: "Value" }).fill("Good morning");
  await page.getByRole("button", { name: "Save" }).click();
  const value = page.getByRole("row").filter({ hasText: "greeting" }).getByRole("cell").first();
  await expect.poll(() => value.textContent()).toBe("Good morning");
  await site.reload();
  expect(await site.locator("h1").textContent()).toBe("Good morning");
});

it("finds the value that was changed outside of Terraform, and leaves it as it is", async () => {
  const page = await inspect("/?tab=terraform");
  await page.getByText("Not checked since the start.").waitFor();
  await page.getByRole("button", { name: "Check for drift" }).click();
  const differences = page.getByRole("table", { name: "Changes outside of Terraform" }).locator("tbody tr");
  await expect.poll(() => differences.allTextContents(), { timeout: 120_000 }).toHaveLength(1);
  expect(await differences.textContent()).toContain("has another value of 'greeting'");
  const site = await page.context().newPage();
  await site.goto(`http://localhost:${port}/`);
  expect(await site.locator("h1").textContent()).toBe("Good morning");
});

it("sends a request as a viewer of another country, and shows the function that answered it", async () => {
  const page = await inspect("/?filter=path:/");
  await page.locator(".row:not(.head)").first().click();
  await page.getByRole("button", { name: "Edit and send" }).click();
  await page.getByLabel("Country").fill("JP");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => page.locator("dialog .answer").textContent()).toContain("<p>JP</p>");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator("[data-stage=viewer] .summary").textContent()).toContain("JP");
  await page.locator("[data-stage=viewer-request]").getByRole("link").first().click();
  await expect.poll(() => page.locator(".function .code").last().textContent()).toContain("<h1>");
});

it("copies a request as a test, which passes in vitest", async () => {
  const page = await inspect("/?filter=country:JP");
  await page.locator(".row:not(.head)").first().click();
  await page.getByRole("button", { name: "Copy as test" }).click();
  const code = page.getByRole("dialog").locator(".code");
  await expect.poll(() => code.count()).toBe(1);
  const file = (await code.getAttribute("aria-label")) ?? "";
  const text = (await code.locator("code").allTextContents()).join("\n");
  expect(text).toContain('it("answers 200 to GET / of a viewer in JP"');
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `${text}\n`);
  const vitest = join(repository, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--root", root, "--testTimeout", "60000", file];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
  });
  expect(stdout).toMatch(/Tests +1 passed/);
});

it("shows the lines of the handler that logged and threw, until the code changes", async () => {
  const page = await inspect("/?filter=path:/fails");
  await page.request.get(`http://localhost:${port}/fails`);
  await page.locator(".row:not(.head)").first().click();
  const stage = page.locator("[data-stage=viewer-request]");
  const marked = stage.locator(".exception .line.marked");
  await expect.poll(() => marked.textContent()).toContain('RangeError("no greeting")');
  const line = handler.split("\n").findIndex((one) => one.includes("console.log")) + 1;
  const logs = await stage.locator(".logs").textContent();
  expect(logs).toContain(`fails for nowhere edge-handlers/greet/handler.js:${line}`);
  writeFileSync(join(root, "edge-handlers", "greet", "handler.js"), handler.replace("no greeting", "another reason"));
  await vi.waitUntil(
    async () => {
      await page.reload();
      await stage.locator(".exception").waitFor();
      return (await stage.locator(".frame").count()) === 0;
    },
    { timeout: 60_000, interval: 500 },
  );
});
