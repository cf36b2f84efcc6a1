import { describe, expect, test } from "vitest";
import { isFileName } from "./index.ts";

describe("isFileName", () => {
  test.each([
    "/app.js",
    "/a/b.min.mjs",
    "/LOGO.PNG",
    "/index.html",
    "/old.htm",
    "/feed.xml",
    "/a%2epdf",
    "/fonts/a.woff2",
    "/clip.mp4",
    "/old.3gp",
    "/live/1.m3u8",
    "/live/1.ts",
    "/a.tar.gz",
    "/a.7z",
    "/app.js.map",
    "/site.webmanifest",
    "/model.glb",
    "/v1.2/notes.txt",
    "/.env",
    "/v1.2.css",
  ])("says so of %s", (path) => expect(isFileName(path, [])).toBe(true));

  test.each([
    "/",
    "/docs",
    "/docs/v1.2",
    "/docs/1.0.0",
    "/docs/v2.0.0-beta.1",
    "/docs/3.x",
    "/docs/v1%2e2",
    "/app.js/v1.2",
    "/users/jane.doe",
    "/users/jane@example.com",
    "/packages/@scope/name@1.2.3",
    "/sites/example.org",
    "/10.0.0.1",
    "/a.",
    "/..",
    "/a/..",
    "/feed.xml/",
    "/.well-known",
    "/v1.2/docs",
    "/html",
  ])("does not say so of %s", (path) => expect(isFileName(path, [])).toBe(false));

  test("knows the extensions that it is given, in any case, and of the last segment only", () => {
    const extensions = ["glbx", "2"];
    const paths = ["/a.glbx", "/a.GLBX", "/docs/v1.2", "/a.glbx/b", "/glbx", "/a.xglbx", "/a.css"];
    expect(paths.map((path) => isFileName(path, extensions))).toEqual([true, true, true, false, false, false, true]);
  });

  test("takes no longer for a hostile path", () => {
    for (const path of [`/${".a".repeat(4_000)}`, `/${".js".repeat(2_700)}/`, `/${"%2e".repeat(2_700)}`]) {
      expect(isFileName(path, ["x"])).toBe(false);
    }
  });
});
