import { expect, it } from "vitest";
import { formatWhy } from "./format-requests.ts";

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
