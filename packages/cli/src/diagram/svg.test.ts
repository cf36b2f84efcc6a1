import { describe, expect, it } from "vitest";
import { behaviorOf, distributionOf, functionOf } from "../distributions/testing/sample.ts";
import { layOut } from "./layout.ts";
import { type Box, boxPadding, fontSizes } from "./scene.ts";
import { schemes } from "./stylesheet.ts";
import { diagramAsSvg } from "./svg.ts";
import { widthOf, wrap } from "./text.ts";

const lambda = { runtime: "lambda-at-edge" } as const;
const site = distributionOf({
  comment: "A & B <site>",
  aliases: ["example.com"],
  webAcl: { name: "a-very-long-name-of-a-web-acl-that-needs-several-lines", rules: [] },
  countries: { type: "whitelist", codes: ["DE", "FR"] },
  origins: [
    { id: "pages", kind: "s3", description: "S3 bucket `pages-123456789012`", isSigned: true, lifetimes: [] },
    { id: "app", kind: "server", description: "`app.example.com`", isSigned: false, lifetimes: [] },
    { id: "unused", kind: "server", description: "`unused.example.com`", isSigned: false, lifetimes: [] },
  ],
  behaviors: [
    behaviorOf({
      path: "/a/path/with/a/long/pattern/*",
      isDefault: false,
      functions: [
        functionOf({ ...lambda, handlers: ["first", "second-with-a-long-name", "third-with-a-long-name"] }),
        functionOf({ ...lambda, event: "origin-request", handlers: ["sign"] }),
        functionOf({ ...lambda, event: "origin-response", handlers: ["resize"] }),
      ],
    }),
    behaviorOf({ origin: "app", functions: [functionOf({ event: "viewer-response", handlers: ["headers"] })] }),
  ],
  errorPages: [{ status: 404, seconds: 60, answer: { status: 404, page: "/404.html" } }],
});
const scene = layOut(site, "test / site");
const named = (text: string) => scene.boxes.find(({ texts }) => texts.some((one) => one.text === text));

describe("layOut", () => {
  it("goes from viewers to origins, from left to right", () => {
    const order = ["Viewers", "every other path", "headers", "CachingOptimized", "sign", "app.example.com"];
    const x = order.map((text) => named(text)?.x);
    expect(x).not.toContain(undefined);
    expect(x).toEqual([...x].sort((one, other) => Number(one) - Number(other)));
  });

  it("keeps each text in its box, and the boxes apart and in the picture", () => {
    for (const { width, texts } of scene.boxes) {
      for (const { text, style, font } of texts) {
        expect(widthOf(text, fontSizes[style], font), text).toBeLessThanOrEqual(width - 2 * boxPadding);
      }
    }
    const overlap = (one: Box, other: Box) =>
      one.x < other.x + other.width &&
      other.x < one.x + one.width &&
      one.y < other.y + other.height &&
      other.y < one.y + one.height;
    for (const [index, box] of scene.boxes.entries()) {
      expect(scene.boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
      expect(box.x + box.width).toBeLessThan(scene.width);
      expect(box.y + box.height).toBeLessThan(scene.height);
    }
  });

  it("draws only origins that a behavior uses, and a column of functions only where there is one", () => {
    expect(named("unused.example.com")).toBeUndefined();
    expect(scene.labels.map(({ text }) => text)).toContain("Origin functions");
    const plainSite = layOut(distributionOf({}), "plain");
    expect(plainSite.labels.filter(({ style }) => style === "column").map(({ text }) => text)).toEqual([
      "Viewers",
      "Behaviors",
      "Cache",
      "Origins",
    ]);
    expect(plainSite.width).toBeLessThan(scene.width);
  });

  it("ends each line at the edge of a box or in the line of another", () => {
    const edges = scene.boxes.flatMap(({ x, y, width, height }) => [x, x + width, y, y + height]);
    const ends = scene.lines.flatMap(({ from, to }) => [from, to]);
    const isAtEdge = ({ x, y }: { x: number; y: number }) => edges.includes(x) || edges.includes(y);
    const loose = ends.filter((end) => !isAtEdge(end));
    for (const end of loose) {
      expect(ends.filter(({ x, y }) => x === end.x && y === end.y).length, JSON.stringify(end)).toBeGreaterThan(1);
    }
  });
});

describe("diagramAsSvg", () => {
  const pictured = [{ environment: "test", distribution: site }];
  const svg = diagramAsSvg(pictured);

  it("is well-formed, and the same for the same distributions", () => {
    const open: string[] = [];
    for (const [, close, name = "", selfClosing] of svg.matchAll(/<(\/?)([\w]+)(?:"[^"]*"|[^"<>])*?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!selfClosing) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg).toContain("A &amp; B &lt;site&gt;: example.com");
    expect(diagramAsSvg(pictured)).toBe(svg);
  });

  it("says in words what it shows", () => {
    expect(svg).toMatch(/role="img" aria-labelledby="title desc"/);
    expect(svg).toContain('<title id="title">The way of a request through test / site</title>');
    expect(svg).toMatch(/<desc id="desc">Requests for \/a\/path.* run first, second-with-a-long-name/);
  });

  it("draws several distributions one below the other", () => {
    const both = diagramAsSvg([...pictured, { environment: "test", distribution: { ...site, isCandidate: true } }]);
    expect(both).toContain(">test / site, the candidate</text>");
    const heightOf = (text: string) => Number(/height="(\d+)"/.exec(text)?.[1]);
    expect(heightOf(both)).toBeGreaterThan(1.8 * heightOf(svg));
  });

  // https://www.w3.org/TR/WCAG22/#contrast-minimum
  it.each(Object.entries(schemes))("has texts of enough contrast to what they are on: %s", (_, colors) => {
    for (const back of [colors.page, colors.box, colors.function, colors.lambda, colors.cache, colors.guard]) {
      for (const text of [colors.text, colors.muted]) {
        expect(contrast(text, back), `${text} on ${back}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

describe("wrap", () => {
  it("breaks between words, in a word only if it is wider than the box, and cuts the last line", () => {
    expect(wrap("redirects, country-router", 90, 10, 2)).toEqual(["redirects,", "country-router"]);
    expect(wrap("prod-site-pages-123456789012", 90, 10, 3)).toEqual(["prod-site-pages-", "123456789012"]);
    expect(wrap("one two three four", 50, 10, 2)).toEqual(["one two", "three f…"]);
  });
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
