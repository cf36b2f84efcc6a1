import type { TestedRequest } from "@featheredge/inspector/api";
import { describe, expect, it } from "vitest";
import { vitestCase } from "./vitest-case.ts";

const tested: TestedRequest = {
  comment: "Shop",
  host: "localhost:8080",
  protocol: "http",
  request: {
    method: "GET",
    uri: "/about/",
    querystring: "page=2",
    headers: [
      { name: "Accept", value: "text/html" },
      { name: "x-loopback-viewer-country", value: "JP" },
    ],
    omitted: [],
  },
  address: "127.0.0.1",
  simulated: { country: "JP" },
  runs: [],
  answer: {
    status: 200,
    headers: [
      ["Content-Type", "text/html"],
      ["Date", "Mon, 30 Nov 2026 00:00:00 GMT"],
      ["Link", "</a.css>; rel=preload"],
      ["link", "</b.js>; rel=preload"],
    ],
    xCache: "Miss from cloudfront",
  },
};

describe("vitestCase", () => {
  it("sends what the viewer sent, and expects what does not change", () => {
    const { file, text, command } = vitestCase("local", tested);
    expect(file).toBe("tests/loopback/requests/get-about-jp.test.ts");
    expect(command).toBe(`npx vitest run ${file}`);
    expect(text).toContain('it("answers 200 to GET /about/ of a viewer in JP"');
    expect(text).toContain('"path": "/about/?page=2"');
    expect(text).toContain('"country": "JP"');
    expect(text).toContain('"host": "localhost:8080"');
    expect(text).toContain('"content-type": "text/html"');
    expect(text).toContain('"link": "</a.css>; rel=preload, </b.js>; rel=preload"');
    expect(text).not.toMatch(/Date|x-loopback|secret/);
  });

  it("names the secrets that it does not send", () => {
    const request = { ...tested.request, omitted: ["query parameter token", "header cookie"] };
    expect(vitestCase("local", { ...tested, request }).text).toContain(
      "// Sent without query parameter token, header cookie, which may hold secrets",
    );
  });
});
