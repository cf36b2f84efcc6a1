import { describe, expect, it } from "vitest";
import { checkEnvironment, type EnvironmentInput } from "#environments";
import { buildInput } from "../build-input.ts";

const environment: EnvironmentInput = {
  account: "123456789012",
  region: "eu-west-1",
  state: { type: "local" },
  protections: { preventDestroy: false },
  handlers: { redirects: {} },
  distributions: {
    shop: {
      comment: "Shop",
      aliases: ["example.com", "www.example.com"],
      certificate: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      canonicalHost: { host: "www.example.com" },
      origins: { pages: { type: "static" } },
      defaultBehavior: { origin: "pages", viewerRequest: "redirects", singlePageApplication: { exclude: ["/files/"] } },
      behaviors: [
        { pathPattern: "/api/*", origin: "pages" },
        { pathPattern: "/admin/*", origin: "pages", singlePageApplication: { page: "/admin/index.html" } },
      ],
    },
    plain: { comment: "Plain", origins: { pages: { type: "static" } }, defaultBehavior: { origin: "pages" } },
  },
};

describe("the handlers that options stand for", () => {
  const { handlers, behaviors } = buildInput("test", checkEnvironment("test", environment), "");

  it("run around the behaviors' own: first the redirect to the canonical host, last the app's page", () => {
    const atViewerRequest = behaviors.map(({ key, events }) => [key, events["viewer-request"]]);
    expect(Object.fromEntries(atViewerRequest)).toEqual({
      "distributions.shop.defaultBehavior": ["canonical-host-shop", "redirects", "spa-fallback-shop-default"],
      "distributions.shop.behaviors[0]": ["canonical-host-shop"],
      "distributions.shop.behaviors[1]": ["canonical-host-shop", "spa-fallback-shop-1"],
      "distributions.plain.defaultBehavior": undefined,
    });
  });

  it("have the options' values as their config", () => {
    expect(handlers).toEqual({
      redirects: { handler: "redirects", config: undefined, runtime: undefined },
      "canonical-host-shop": { handler: "canonical-host", config: { host: "www.example.com" } },
      "spa-fallback-shop-default": { handler: "spa-fallback", config: { exclude: ["/files/"] } },
      "spa-fallback-shop-1": { handler: "spa-fallback", config: { page: "/admin/index.html" } },
    });
  });
});
