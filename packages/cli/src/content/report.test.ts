import { expect, it } from "vitest";
import { formatSync } from "./report.ts";

it("prints a planned sync by kinds of files, with the cost of the invalidation", () => {
  const file = { bytes: 1_200, sha256: "", contentType: "", cacheControl: "" };
  expect(
    formatSync({
      distribution: "site",
      origin: "pages",
      bucket: "qa-site-pages",
      plan: {
        uploads: [
          [{ ...file, key: "app.0123abcd.js", kind: "immutable" }],
          [{ ...file, key: "index.html", kind: "pages" }],
        ],
        deletes: ["old.html"],
        kept: [{ key: "app.4567cdef.js", until: 0 }],
        invalidate: ["index.html", "old.html"],
        objects: {},
      },
      paths: ["/index.html", "/old.html"],
      isWider: false,
      untyped: ["a.xyz"],
    }),
  ).toMatchInlineSnapshot(`
    "site.pages (s3://qa-site-pages)
      Upload 1 file (immutable, 1,200 bytes)
        + app.0123abcd.js
      Upload 1 file (pages, 1,200 bytes)
        + index.html
      Delete 1 object
        - old.html
      Keep 1 superseded asset for the grace period
        = app.4567cdef.js until 1970-01-01T00:00:00.000Z
      Invalidate 2 paths (USD 0.010, free within the account's first 1,000 paths of a month)
        x /index.html
        x /old.html
      1 file of an unknown type: add it to the origin's content.contentTypes
        ? a.xyz
    "
  `);
});
