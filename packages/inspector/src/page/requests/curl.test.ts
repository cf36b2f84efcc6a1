import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { curlOf } from "./curl.ts";

const request = { method: "GET", uri: "/a", querystring: "", headers: [] };
const curl = (changes: Partial<Parameters<typeof curlOf>[0]["request"]> = {}) =>
  curlOf({ protocol: "http", host: "site.localhost:8080", request: { ...request, ...changes } });

describe("curlOf", () => {
  it("writes URL, method and headers, without those that curl writes itself", () => {
    const headers = [
      { name: "Host", value: "site.localhost" },
      { name: "X-Empty", value: "" },
      { name: "Accept-Encoding", value: "gzip, br" },
    ];
    expect(curl({ method: "DELETE", querystring: "x=1&y=2", headers })).toBe(
      "curl -i -X DELETE 'http://site.localhost:8080/a?x=1&y=2' -H 'X-Empty;' -H 'Accept-Encoding: gzip, br' --compressed",
    );
  });

  it("asks for headers only with HEAD", () => {
    expect(curl({ method: "HEAD" })).toBe("curl -i --head http://site.localhost:8080/a");
  });

  it("lets a shell pass every value unchanged", () => {
    const value = `it's "$(id)" \`x\` \\ !`;
    const command = curl({ headers: [{ name: "x", value }] }).replace(/^curl/, "printf '%s\\n'");
    expect(execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\n")).toContain(`x: ${value}`);
  });
});
