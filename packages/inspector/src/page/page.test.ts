import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../testing/browser.ts";
import { type OpenedPage, openPage } from "../testing/open-page.ts";
import { type SampleServer, startSampleServer } from "../testing/sample-server.ts";

let browser: Browser;
let server: SampleServer;
let opened: OpenedPage;

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(async () => {
  server = await startSampleServer(40);
});
afterEach(async () => {
  expect(opened.errors).toEqual([]);
  await opened.close();
  await server.close();
});
afterAll(async () => {
  await browser?.close();
});

const open = async (path: string, options?: Parameters<typeof openPage>[2]) => {
  opened = await openPage(browser, `${server.url}${path}`, options);
  return opened.page;
};
const lastCall = (name: string) => server.calls.filter((call) => call.name === name).at(-1)?.input;

describe("the list of requests", () => {
  it("keeps its filter in the URL", async () => {
    const page = await open("/");
    await page.keyboard.press("/");
    await page.keyboard.type("country:DE");
    await page.getByRole("button", { name: "Errors" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("filter")).toBe("country:DE is:error");
    const rows = page.locator(".row:not(.head)");
    await expect.poll(() => rows.locator(".country").allTextContents()).toEqual(["DE"]);
    await page.reload();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await page.getByRole("searchbox").inputValue()).toBe("country:DE is:error");
  });

  it("shows a request as soon as it is answered, without moving the selected one", async () => {
    const page = await open("/");
    await page.locator(".row:not(.head)").nth(3).click();
    const selected = page.locator(".row.selected");
    const before = await selected.getAttribute("id");
    const count = await page.locator(".total").textContent();
    server.add(2);
    await expect.poll(() => page.locator(".total").textContent()).not.toBe(count);
    expect(await selected.getAttribute("id")).toBe(before);
  });

  it("has requests that were answered while the connection was lost above the older ones", async () => {
    const page = await open("/");
    const rows = page.locator(".row:not(.head)");
    const newest = () => rows.evaluateAll((all) => all.slice(0, 3).map((row) => row.getAttribute("data-request")));
    await expect.poll(newest).toEqual(["request-39", "request-38", "request-37"]);
    server.disconnect();
    server.add(2);
    await expect.poll(newest).toEqual(["request-41", "request-40", "request-39"]);
  });

  it("stays cleared after the connection was lost, except for new requests", async () => {
    const page = await open("/");
    const rows = page.locator(".row:not(.head)");
    await rows.first().waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => rows.count()).toBe(0);
    server.disconnect();
    server.add(1);
    await expect
      .poll(() => rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-request"))))
      .toEqual(["request-40"]);
  });

  it("is moved through by j and k, opens with Enter, and closes with Esc", async () => {
    const page = await open("/");
    const index = () => page.locator(".row.selected").getAttribute("aria-rowindex");
    await page.locator(".row:not(.head)").first().waitFor();
    for (const [key, row] of [
      ["j", "2"],
      ["j", "3"],
      ["k", "2"],
      ["End", "41"],
      ["Home", "2"],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(index).toBe(row);
    }
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest(".stage") !== null)).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("requests");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".detail").count()).toBe(0);
  });
});

describe("a request", () => {
  it("gets the focus that Enter asks for, even if the request is loaded later", async () => {
    const page = await open("/");
    await page.locator(".row:not(.head)").first().waitFor();
    await page.keyboard.press("j");
    await page.locator(".stage").first().waitFor();
    await page.route("**/api/v1/requests/*", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    const path = await page.locator(".row.selected .path").textContent();
    await expect.poll(() => page.locator(".detail h2").textContent()).toContain(path ?? "no path");
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest(".stage") !== null)).toBe(true);
  });

  it("shows why it missed: the nearest entry, and the part of the key that differs", async () => {
    const page = await open("/?request=request-3");
    const cache = page.locator("[data-stage=cache]");
    await expect.poll(() => cache.textContent()).toContain("no entry");
    const row = cache.getByRole("row").filter({ hasText: "header accept-language" });
    expect(await row.getByRole("cell").allTextContents()).toEqual(["de-CH,de;q=0.9", "en-US,en;q=0.8"]);
    expect(await page.locator(".why").textContent()).toContain("has another Accept-Language");
    expect(await page.locator(".why").getByRole("link").getAttribute("href")).toMatch(
      /^https:\/\/docs\.aws\.amazon\.com\//,
    );
  });

  it("shows the change of a function, its log, and the failover of the origin", async () => {
    const page = await open("/?request=request-3");
    const stage = page.locator("[data-stage=viewer-request]");
    await expect
      .poll(() => stage.locator("tr.removed, tr.added").allTextContents())
      .toEqual(["−removedpath/guides/caching", "+addedpath/de/guides/caching/index.html", "+addedx-request-id7f2c"]);
    expect(await stage.locator(".logs").textContent()).toContain("edge-handlers/country-router/handler.ts:3");
    expect(await page.locator("[data-stage=origin]").textContent()).toContain(
      "asks its second origin after status 503",
    );
  });

  it("shows an exception at the author's line", async () => {
    const page = await open("/?request=request-16");
    const line = page.locator("[data-stage=viewer-request] .line.marked");
    await expect.poll(() => line.textContent()).toContain("config.locales[country]");
    expect(await page.getByRole("group", { name: "Exception" }).textContent()).toContain("TypeError");
  });

  it("leads from the reason to the line of the function's source", async () => {
    const page = await open("/?request=request-16");
    await page.locator(".why").getByRole("link").click();
    const line = page.locator(".side-by-side .line.marked");
    await expect.poll(() => line.textContent()).toContain("4  return request.rewrite");
    expect(new URL(page.url()).searchParams.get("file")).toBe("edge-handlers/country-router/handler.ts");
  });

  it("opens the lines of its logs and reasons in the user's editor", async () => {
    const page = await open("/?request=request-16");
    const handler = "edge-handlers/country-router/handler.ts";
    await page
      .locator(".logs")
      .getByRole("button", { name: `Open ${handler}:3 in code` })
      .click();
    await expect.poll(() => lastCall("openSource")).toEqual({ file: handler, line: 3 });
    await page
      .getByRole("status")
      .filter({ hasText: `Opened ${handler}:3 in code.` })
      .waitFor();
    await page.locator(".exception").getByRole("button").click();
    await expect.poll(() => lastCall("openSource")).toEqual({ file: handler, line: 4, column: 40 });
    await page.locator(".why").getByRole("link").click();
    await page
      .locator(".side-by-side")
      .getByRole("button", { name: `Open ${handler}:4 in code` })
      .click();
    await expect.poll(() => lastCall("openSource")).toEqual({ file: handler, line: 4 });
  });

  it("is edited and sent as another viewer", async () => {
    const page = await open("/?request=request-3");
    await page.getByRole("button", { name: "Edit and send" }).click();
    await page.getByLabel("Country", { exact: true }).fill("fr");
    await page.getByLabel("Device").selectOption("tablet");
    await page.getByLabel("Protocol").selectOption("http");
    await page.getByLabel("Host", { exact: true }).fill("www.example.com");
    await page.getByLabel("Path and query").fill("/guides/caching?page=9");
    await page.getByLabel("Address").fill("");
    await page.getByLabel("Value of cookie 2").fill("light");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => page.getByRole("region", { name: "Answer", exact: true }).textContent()).toContain("Hallo");
    expect(lastCall("sendRequest")).toMatchObject({
      from: "request-3",
      protocol: "http",
      host: "www.example.com",
      path: "/guides/caching?page=9",
      viewer: { country: "FR", device: "tablet", address: null },
      headers: [{ name: "User-Agent" }, { name: "Cookie", value: "session=‹32 hidden characters›; theme=light" }],
    });
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".row.selected .country").textContent()).toBe("FR");
  });

  it("do not repeat a request whose body was not kept", async () => {
    const page = await open("/?request=request-12");
    for (const name of ["Send again", "Copy as test"]) {
      expect(await page.getByRole("button", { name }).isDisabled()).toBe(true);
    }
    expect(await page.getByRole("button", { name: "Edit and send" }).isDisabled()).toBe(false);
  });

  it("is copied as a test, as a command and as a link", async () => {
    const page = await open("/?request=request-3", { permissions: ["clipboard-read", "clipboard-write"] });
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "Copy as test" }).click();
    await page.getByRole("button", { name: "Copy test" }).click();
    await expect.poll(clipboard).toBe('it("answers /guides/caching", async () => {});\n');
    await page.keyboard.press("Escape");
    await page.keyboard.press("c");
    await expect
      .poll(clipboard)
      .toMatch(/^curl -i 'https:\/\/site\.localhost:8443\/guides\/caching\?utm_source=mail&page=2' -H/);
    await page.keyboard.press("l");
    await expect.poll(clipboard).toBe(`${server.url}/?request=request-3`);
  });

  it("is sent again by r", async () => {
    const page = await open("/?request=request-3");
    await page.locator(".stage").first().waitFor();
    await page.keyboard.press("r");
    await expect.poll(() => new URL(page.url()).searchParams.get("request")).not.toBe("request-3");
    expect(lastCall("sendRequest")).toEqual({ from: "request-3" });
  });
});

describe("tabs", () => {
  it("are opened by number, and keep the filter of the requests", async () => {
    const page = await open("/?filter=cache:hit");
    await page.keyboard.press("4");
    await expect.poll(() => page.getByRole("heading", { level: 2 }).textContent()).toBe("site-flags");
    await page.keyboard.press("1");
    await expect.poll(() => page.getByRole("searchbox").inputValue()).toBe("cache:hit");
    await page.goBack();
    await expect.poll(() => page.title()).toContain("KeyValueStores");
  });

  it("edit an entry of a KeyValueStore", async () => {
    const page = await open("/?tab=stores");
    await page.getByRole("button", { name: "Edit banner" }).click();
    const value = page.getByRole("textbox", { name: "Value" });
    expect(await value.evaluate((element) => element === document.activeElement)).toBe(true);
    await value.fill("on");
    await page.getByRole("button", { name: "Save" }).click();
    const row = page.getByRole("row").filter({ hasText: "banner" });
    await expect.poll(() => row.getByRole("cell").first().textContent()).toBe("on");
    expect(lastCall("putKey")).toEqual({ name: "site-flags", key: "banner", value: "on" });
  });

  it("replace an entry whose value is masked, without its mask", async () => {
    const page = await open("/?tab=stores");
    await page.getByRole("button", { name: "Replace signing/secret" }).click();
    const value = page.getByRole("textbox", { name: "New value" });
    expect(await value.inputValue()).toBe("");
    await page.getByRole("button", { name: "Save" }).click();
    expect(lastCall("putKey")).toBeUndefined();
    await value.fill("another");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => lastCall("putKey")).toMatchObject({ key: "signing/secret", value: "another" });
  });

  it("evict an entry of the cache, invalidate paths, and apply", async () => {
    const page = await open("/?tab=cache");
    await page.getByRole("button", { name: "Evict /de/guides" }).click();
    await expect.poll(() => lastCall("evict")).toEqual({ entry: "entry-1" });
    await page.getByRole("link", { name: "Invalidations" }).click();
    await page.getByLabel("Paths").fill("/a /b*");
    await page.getByRole("button", { name: "Invalidate" }).click();
    await expect.poll(() => lastCall("invalidate")).toEqual({ distribution: "E1SAMPLE", paths: ["/a", "/b*"] });
    await page.getByRole("link", { name: "Terraform" }).click();
    await page.getByRole("button", { name: "Plan and apply" }).click();
    await expect.poll(() => lastCall("applyTerraform")).toEqual({});
  });

  it("follow what Terraform prints", async () => {
    await open("/?tab=terraform");
    const reads = () => server.calls.filter(({ name }) => name === "readTerraform").length;
    await opened.page.getByLabel("Log").waitFor();
    const before = reads();
    server.changeTerraform();
    await expect.poll(reads).toBeGreaterThan(before);
  });

  it("show what was changed outside of Terraform, and check for it again", async () => {
    const page = await open("/?tab=terraform");
    const rows = page.getByRole("table", { name: "Changes outside of Terraform" }).locator("tbody tr");
    await expect
      .poll(() => rows.allTextContents())
      .toEqual([
        "site-localaws_cloudfront_response_headers_policy.site_security-headers_2F0A1B3Cwas changed outside of Terraform: custom_headers_config",
        "site-localsite-flagshas another value of 'banner'",
      ]);
    await page.getByRole("button", { name: "Check for drift" }).click();
    await expect.poll(() => lastCall("checkDrift")).toEqual({});
  });
});

it("shows a request alone on a phone, and never scrolls sideways", async () => {
  const page = await open("/", { viewport: { width: 390, height: 844 } });
  await page.locator(".row:not(.head)").first().click();
  await page.locator(".stage").first().waitFor();
  expect(await page.locator(".request-list").isVisible()).toBe(false);
  for (const path of [
    "/?request=request-3",
    "/?tab=distributions",
    "/?tab=functions",
    "/?tab=stores",
    "/?tab=cache",
    "/?tab=invalidations",
    "/?tab=terraform",
  ]) {
    await page.goto(`${server.url}${path}`);
    await page.locator("main :is(.content, .stage)").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
});
