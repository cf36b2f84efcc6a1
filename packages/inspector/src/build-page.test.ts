import { describe, expect, it } from "vitest";
import { safeHeaders } from "./api/index.ts";
import { buildPage } from "./build-page.ts";

describe("buildPage", () => {
  it("names only files that it has, so that the page sends no request to another host", async () => {
    const files = await buildPage();
    const html = files.get("/")?.body ?? "";
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
    expect(named).toEqual(["/icon.svg", "/page.css", "/page.js", "/openapi.json"]);
    expect(named.filter((path) => path !== undefined && !files.has(path))).toEqual(["/openapi.json"]);
    expect(files.get("/page.css")?.body).not.toMatch(/url\(|@import/);
  });

  it("has no script or style in its HTML, which its content security policy would not run", async () => {
    const html = (await buildPage()).get("/")?.body ?? "";
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
    expect(safeHeaders["content-security-policy"]).not.toContain("unsafe");
  });

  it("builds once", async () => {
    expect(await buildPage()).toBe(await buildPage());
  });
});
