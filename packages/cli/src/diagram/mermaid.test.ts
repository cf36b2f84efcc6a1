import { describe, expect, it } from "vitest";
import { behaviorOf, distributionOf, functionOf } from "../distributions/testing/sample.ts";
import { diagramAsMermaid } from "./mermaid.ts";

const site = distributionOf({
  webAcl: { name: "acl", rules: [] },
  behaviors: [
    behaviorOf({
      path: '/a"b#c/*',
      isDefault: false,
      functions: [
        functionOf({}),
        functionOf({ event: "origin-request", runtime: "lambda-at-edge", handlers: ["sign"] }),
        functionOf({ event: "viewer-response", handlers: ["headers"] }),
      ],
    }),
    behaviorOf({}),
  ],
});
const lines = diagramAsMermaid([
  { environment: "test", distribution: site },
  { environment: "test", distribution: { ...site, key: "other", isCandidate: true } },
])
  .trimEnd()
  .split("\n")
  .map((line) => line.trim());

// Quotes and `#` in a label are entity codes, so that a label ends at its first quote.
const label = String.raw`"(?:[^"#<]|#\w+;|<br\/>)*"`;
const node = new RegExp(
  String.raw`^(\w+)(?:\(\[${label}\]\)|\[\(${label}\)\]|\{\{${label}\}\}|\[${label}\])(?::::(\w+))?$`,
);
const edge = /^(\w+) (?:-->|-\.->) (\w+)$/;

describe("diagramAsMermaid", () => {
  it("has only lines that a flowchart has, with balanced subgraphs", () => {
    const [first, title, description, ...rest] = lines;
    expect(first).toBe("flowchart LR");
    expect(title).toBe("accTitle: The way of a request through test / site, test / other");
    expect(description).toMatch(/^accDescr: [^;#{}]+$/);
    const others = rest.filter(
      (line) =>
        !node.test(line) && !edge.test(line) && !/^classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}$/.test(line),
    );
    expect(others).toEqual(['subgraph d0["test / site"]', "end", 'subgraph d1["test / other, the candidate"]', "end"]);
  });

  it("defines each node once, and each class and node that it uses", () => {
    const nodes = lines.flatMap((line) => node.exec(line)?.[1] ?? []);
    expect(new Set(nodes).size).toBe(nodes.length);
    const ends = lines.flatMap((line) => edge.exec(line)?.slice(1) ?? []);
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter((end) => !nodes.includes(end))).toEqual([]);
    expect(nodes.filter((one) => !ends.includes(one))).toEqual([]);
    const used = new Set(lines.flatMap((line) => node.exec(line)?.[2] ?? []));
    const defined = lines.flatMap((line) => /^classDef (\w+)/.exec(line)?.[1] ?? []);
    expect([...used].sort()).toEqual([...defined].sort());
  });

  it("goes through a behavior's functions, and writes special characters as codes", () => {
    expect(lines).toContain("d0_b0 --> d0_b0_viewer_request");
    expect(lines).toContain("d0_b0_viewer_request --> d0_b0_cache");
    expect(lines).toContain("d0_b0_cache --> d0_b0_origin_request");
    expect(lines).toContain("d0_b0_origin_request --> d0_o0");
    expect(lines).toContain("d0_b0_cache -.-> d0_b0_viewer_response");
    expect(lines.find((line) => line.startsWith("d0_b0["))).toContain("/a#quot;b#35;c/*");
  });
});
