import type { EnvironmentInput } from "./schema.ts";

type Distribution = EnvironmentInput["distributions"][string];

/** What every environment's site is made of; an environment adds what is its own by spread. */
export const site: Pick<Distribution, "defaultRootObject" | "origins" | "defaultBehavior" | "behaviors"> = {
  defaultRootObject: "index.html",
  origins: { pages: { type: "static", content: "stacks/content/site" } },
  defaultBehavior: {
    origin: "pages",
    viewerRequest: ["redirects", "country-router"],
    viewerResponse: "security-headers",
  },
  behaviors: [
    { path: "/assets/*", origin: "pages", viewerResponse: "security-headers" },
    { path: "/members/*", origin: "pages", viewerRequest: "members-auth", viewerResponse: "security-headers" },
  ],
};

/** Country to language: Spain and Spanish America, Japan; all others read English. */
export const countryRouter = {
  config: {
    countries: {
      ES: "es",
      MX: "es",
      AR: "es",
      CO: "es",
      CL: "es",
      PE: "es",
      JP: "ja",
    },
    locales: ["en", "es", "ja"],
    fallback: "en",
    cookie: "locale",
    untouched: ["/assets/", "/members/", "/favicon.ico", "/robots.txt"],
  },
};
