import { expect, it } from "vitest";
import { formatLogs, formatWhy } from "./format-requests.ts";

it("shows a reason with the author's line that it follows from, and AWS's page", () => {
  const text = "The CloudFront Function router ran at viewer request and failed: RangeError: no.";
  const source = { file: "edge-handlers/router/handler.ts", line: 12, column: 5 };
  expect(formatWhy([{ text, source, page: "https://docs.aws.amazon.com/edge" }, { text: "It was a hit." }])).toBe(
    `    ${text}
      edge-handlers/router/handler.ts:12:5
      https://docs.aws.amazon.com/edge
    It was a hit.
`,
  );
});

it("shows a line of a log with the author's line that logged it", () => {
  const run = {
    kind: "viewer-request" as const,
    function: { name: "router", arn: "arn", runtime: "cloudfront-function" as const },
    result: "request" as const,
    warnings: [],
    durationMs: 1,
    ahead: false,
  };
  const source = { at: { file: "edge-handlers/router/handler.ts", line: 3, column: 7 }, from: 3, lines: ["log();"] };
  expect(formatLogs([{ ...run, logs: [{ text: "country DE", source }, { text: "b" }] }])).toBe(
    `    router logged: country DE
      edge-handlers/router/handler.ts:3:7
    router logged: b
`,
  );
});
