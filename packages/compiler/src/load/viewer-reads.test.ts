import { describe, expect, it } from "vitest";
import { findViewerReads } from "./viewer-reads.ts";

const headers = async (source: string) => (await findViewerReads(source)).map(({ header }) => header);
const all = [
  "CloudFront-Is-Desktop-Viewer",
  "CloudFront-Is-Mobile-Viewer",
  "CloudFront-Is-SmartTV-Viewer",
  "CloudFront-Is-Tablet-Viewer",
  "CloudFront-Viewer-City",
  "CloudFront-Viewer-Country",
  "CloudFront-Viewer-Country-Region",
];

describe("the viewer headers that a source needs", () => {
  it.each([
    ["f(request.viewer.country);", ["CloudFront-Viewer-Country"]],
    ["f(request.viewer?.city);", ["CloudFront-Viewer-City"]],
    [
      "const { viewer } = request; f(viewer.region, viewer.city);",
      ["CloudFront-Viewer-City", "CloudFront-Viewer-Country-Region"],
    ],
    ["const { viewer: { country } } = request; f(country);", ["CloudFront-Viewer-Country"]],
    ["const { country } = request.viewer; f(country);", ["CloudFront-Viewer-Country"]],
    ["const v = request.viewer; f(v.country);", ["CloudFront-Viewer-Country"]],
    ["const h = ({ viewer: { city } }) => city; f(h);", ["CloudFront-Viewer-City"]],
    ["f(request.viewer.device);", all.filter((name) => name.includes("-Is-"))],
    ["f(request.viewer.ip);", []],
    ["f(request.viewer);", all],
    ["f(request.viewer[name]);", all],
    ['f(headers.get("cloudfront-viewer-asn"));', ["CloudFront-Viewer-ASN"]],
    ["f(headers.get(`CloudFront-Viewer-Http-Version`));", ["CloudFront-Viewer-Http-Version"]],
    ["if (false) f(request.viewer.country);", []],
    ['f("the viewer of a cloudfront-viewer-country header, in a sentence");', []],
  ])("%s", async (source, expected) => {
    expect(await headers(source)).toEqual(expected);
  });

  it("is recognized by its first line", async () => {
    expect(await findViewerReads("f();\nf(request.viewer.city);\nf(request.viewer.city);\n")).toEqual([
      { header: "CloudFront-Viewer-City", line: 2 },
    ]);
  });
});
