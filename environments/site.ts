import type { EnvironmentInput } from "./schema.ts";

type Distribution = EnvironmentInput["distributions"][string];

/** The parts that every environment's site has. An environment spreads them and adds its own. */
export const site: Pick<
  Distribution,
  "defaultRootObject" | "notFoundPage" | "origins" | "defaultBehavior" | "behaviors"
> = {
  defaultRootObject: "en/index.html",
  notFoundPage: "/404.html",
  origins: { pages: { type: "static", content: "stacks/content/site" } },
  defaultBehavior: {
    origin: "pages",
    viewerRequest: ["redirects", "country-router"],
    viewerResponse: "security-headers",
    trafficShare: 0.25,
  },
  behaviors: [
    { pathPattern: "/assets/*", origin: "pages", viewerResponse: "security-headers", trafficShare: 0.7 },
    {
      pathPattern: "/members/*",
      origin: "pages",
      viewerRequest: "members-auth",
      viewerResponse: "security-headers",
      trafficShare: 0.05,
    },
  ],
};

const spanishSpeaking = "AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE".split(" ");

/** Spanish for Spain and Spanish America, Japanese for Japan, English for all other countries. */
export const countryRouter = {
  config: {
    countries: { ...Object.fromEntries(spanishSpeaking.map((country) => [country, "es"])), JP: "ja" },
    locales: ["en", "es", "ja"],
    fallback: "en",
    cookie: "locale",
    untouched: ["/assets/", "/members/", "/404.html", "/favicon.ico", "/robots.txt"],
  },
};

/** Addresses that have moved. */
export const redirects = {
  config: {
    rules: [
      { exact: "/home", to: "/" },
      { exact: "/about", to: "/about/" },
      { exact: "/about-us", to: "/about/" },
      { exact: "/members", to: "/members/" },
      { exact: "/join", to: "/members/", status: 302 },
      { prefix: "/blog/", to: "https://blog.example.com/", status: 308 },
    ],
  },
};

/** The pages load only from their own host, and no other site may frame them. */
export const securityHeaders = {
  config: {
    contentSecurityPolicy: {
      "default-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
      "img-src": ["'self'", "data:"],
      "object-src": ["'none'"],
    },
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    crossOriginOpenerPolicy: "same-origin",
  },
};

interface Login {
  /** The login service's address, without a slash at the end; it signs the tokens. */
  readonly issuer: string;
  /** An SSM parameter with the secret that the login service signs with. Without it the service publishes its keys. */
  readonly secretParameter?: string;
}

/** Lets readers with a token of the login service into the members' area, and chooses the variant that each one sees. */
export function membersAuth({ issuer, secretParameter }: Login) {
  return {
    config: {
      key:
        secretParameter === undefined
          ? { type: "jwks", url: `${issuer}/.well-known/jwks.json`, algorithms: ["RS256", "ES256"] }
          : { type: "secret", parameter: secretParameter },
      issuer,
      audience: "members",
      cookie: "members",
      login: { url: `${issuer}/`, returnParameter: "return" },
      prefix: "/members/",
      variants: { claim: "plan", values: { standard: "standard", premium: "premium" }, fallback: "standard" },
    },
  };
}
