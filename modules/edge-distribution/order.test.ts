import { artifact } from "@featheredge/compiler/testing";
import { reported } from "@featheredge/synth/testing";
import { describe, expect, it } from "vitest";
import { ViewerFunction } from "../viewer-function/index.ts";
import { type Behavior, EdgeDistribution, type OrderedBehavior } from "./index.ts";

type Given = Partial<Omit<OrderedBehavior, "functions">> & {
  /** The handlers at viewer request. */
  readonly handlers?: readonly string[];
};

/** Reports a distribution with these behaviors. */
function order(behaviors: readonly Given[], defaultBehavior: Given = {}): string[] {
  return reported((stack) => {
    const arns = new Map<string, string>();
    const functionOf = (handlers: readonly string[]): NonNullable<Behavior["functions"]> => {
      const name = handlers.join("-");
      const create = () =>
        new ViewerFunction(stack, `function:${name}`, {
          name,
          artifact: artifact({ name, runtime: "cloudfront-function", handlers }),
          file: `functions/${name}.js`,
          environmentKeys: { resource: "", parts: handlers },
        }).arn;
      const arn = arns.get(name) ?? create();
      arns.set(name, arn);
      const common = { event: "viewer-request", runtime: "cloudfront-function", includeBody: false } as const;
      return [{ ...common, name, arn, viewerHeaders: [] }];
    };
    const complete = ({ handlers, ...given }: Given, key: string): OrderedBehavior => ({
      key: `distributions.site.${key}`,
      pathPattern: "*",
      origin: "pages",
      ...given,
      functions: handlers === undefined ? [] : functionOf(handlers),
    });
    new EdgeDistribution(stack, "site", {
      file: "environments/prod.ts",
      key: "distributions.site",
      comment: "Site",
      origins: { pages: { block: { domainName: "pages.example.com" } } },
      defaultBehavior: complete(defaultBehavior, "defaultBehavior"),
      behaviors: behaviors.map((behavior, index) => complete(behavior, `behaviors[${index}]`)),
    });
  });
}

const guarded = { pathPattern: "/members/*", handlers: ["members-auth"] };

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
describe("the order of an environment's behaviors", () => {
  it("is an error at the path of a behavior that gets no requests", () => {
    expect(order([{ pathPattern: "/*" }, guarded])).toEqual([
      "environments/prod.ts: distributions.site.behaviors[1].pathPattern: The path pattern '/members/*' gets no requests: each path that it matches goes to '/*' (distributions.site.behaviors[0]), since CloudFront uses the first behavior that matches; 'members-auth' at viewer-request never takes effect. List it before that behavior, or remove it.",
    ]);
  });

  it("is an error at the key of a default behavior with handlers that gets no requests", () => {
    expect(order([{ pathPattern: "*" }], { handlers: ["members-auth"] })).toEqual([
      expect.stringMatching(
        /^environments\/prod\.ts: distributions\.site\.defaultBehavior: The default behavior gets no/,
      ),
    ]);
  });

  it("is a warning if an earlier behavior takes requests without the later one's handlers", () => {
    expect(order([{ pathPattern: "*.jpg" }, guarded])).toEqual([
      "environments/prod.ts: distributions.site.behaviors[1].pathPattern: The path pattern '/members/*' does not get all requests that match it: /members/.jpg goes to '*.jpg' (distributions.site.behaviors[0]), without 'members-auth' at viewer-request. CloudFront uses the first behavior that matches. If these requests belong to '/members/*', list it first. If they do not, give them another behavior before both, whose pattern matches nothing else.",
    ]);
  });

  it("counts a handler that is composed with others", () => {
    expect(order([{ pathPattern: "*.jpg", handlers: ["redirects", "members-auth"] }, guarded])).toEqual([]);
  });

  it("names the policies and the origin as the environment does", () => {
    expect(order([{ pathPattern: "*.jpg", cachePolicy: "CachingDisabled" }, { pathPattern: "/a/*" }])).toEqual([
      expect.stringContaining("without the cache policy 'CachingOptimized'."),
    ]);
  });
});
