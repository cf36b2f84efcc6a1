import { type Diagnostic, DiagnosticError, describePosition, sentences } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import prod from "#fixtures/reference-site/environments/prod.ts";
import { checkEnvironment, environmentNames, loadEnvironment } from "./index.ts";

/** The messages for production's environment with other values at some paths; undefined deletes a key. */
function mistakes(changes: Readonly<Record<string, unknown>>): string[] {
  return diagnostics(changes).map(({ at, ...one }) =>
    [describePosition(at), sentences(one)].filter(Boolean).join(": "),
  );
}

function diagnostics(changes: Readonly<Record<string, unknown>>): readonly Diagnostic[] {
  const changed: unknown = structuredClone(prod);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<unknown>((node, key) => Reflect.get(node as object, key), changed) as object;
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, value);
  }
  try {
    checkEnvironment("prod", changed);
    return [];
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics;
  }
}

describe("the registry", () => {
  it.each(environmentNames)("has %s, without a mistake and with its defaults filled in", async (name) => {
    const { distributions, protections } = await loadEnvironment(name);
    for (const { behaviors, defaultBehavior } of Object.values(distributions)) {
      expect(behaviors).toBeInstanceOf(Array);
      expect(defaultBehavior.viewerProtocolPolicy).toEqual(expect.any(String));
    }
    expect(protections.preventDestroy).toEqual(expect.any(Boolean));
  });

  it("names the known environments, and a similar one, for a name that it does not have", async () => {
    const [first = ""] = environmentNames;
    const known = environmentNames.join(", ");
    await expect(loadEnvironment(`${first}x`)).rejects.toThrow(
      `There is no environment '${first}x'. Did you mean '${first}'? Known: ${known}. To add one, write environments/${first}x.ts and list it in environments/index.ts.`,
    );
    await expect(loadEnvironment("x".repeat(40))).rejects.toThrow(
      `There is no environment '${"x".repeat(40)}'. Known: ${known}.`,
    );
  });

  it("does not confuse a property that every object has with an environment", async () => {
    await expect(loadEnvironment("constructor")).rejects.toThrow("There is no environment 'constructor'");
  });
});

describe("a mistake in an environment file", () => {
  it("is shown to its author without a stack trace", async () => {
    const error = await loadEnvironment("nowhere").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "DiagnosticError", userFacing: true });
  });

  it("reports shares of the traffic that are more than the whole", () => {
    expect(mistakes({ "distributions.site.defaultBehavior.trafficShare": 0.3 })).toEqual([
      "environments/prod.ts: distributions.site: the trafficShare of all behaviors adds up to 1.05, but the parts of a whole add up to 1 at most. Lower some.",
    ]);
  });

  it("accepts behaviors that share the whole traffic of their distribution, in each of two", () => {
    const distribution = { ...prod.distributions.site, aliases: [] };
    expect(mistakes({ distributions: { site: distribution, shop: distribution } })).toEqual([]);
  });

  it.each([
    ["FE-ENV-001", { acount: "1" }],
    ["FE-ENV-002", { account: undefined }],
    ["FE-ENV-003", { account: "12345" }],
    ["FE-ENV-006", { "distributions.site.defaultBehavior.origin": "pagez" }],
    ["FE-ENV-003", { region: "eu-wst-1" }],
    ["FE-ENV-003", { "state.region": "eu-west" }],
    ["FE-ENV-022", { distributions: {} }],
    ["FE-STK-020", { "tags.AWS:team": "web" }],
    ["FE-ENV-009", { "distributions.site.defaultBehavior.trafficShare": 0.3 }],
    [
      "FE-ENV-006",
      { "distributions.site.customErrorResponses": [{ errorCode: 404, responsePagePath: "/a", origin: "x" }] },
    ],
    ["FE-ENV-020", { "distributions.site.certificate": {} }],
    ["FE-ENV-020", { "distributions.site.dnsRecords": {}, dns: { hostedZones: [{ name: "example.org" }] } }],
    ["FE-ENV-021", { "distributions.site.canonicalHost": { host: "blog.example.com" } }],
    ["FE-HND-001", { "distributions.site.defaultBehavior.viewerRequest": ["nothing"] }],
  ])("breaks the rule %s: %j", (rule, changes) => {
    expect(diagnostics(changes).map((diagnostic) => diagnostic.rule)).toEqual([rule]);
  });

  it("names the names that are in none of the hosted zones", () => {
    expect(
      mistakes({ dns: { hostedZones: [{ name: "shop.example.com" }] }, "distributions.site.dnsRecords": {} }),
    ).toEqual([
      "environments/prod.ts: distributions.site.dnsRecords: example.com, www.example.com must be in one of dns.hostedZones, which get the records of the aliases, but they are shop.example.com. Add the zone below 'dns'.",
    ]);
  });

  it("reports a value that is neither the ARN of a certificate nor the options of one", () => {
    const [unknown] = mistakes({ "distributions.site.certificate": { domain: "example.com" } });
    expect(unknown).toContain(
      "distributions.site.certificate.domain: unknown key 'domain'. Did you mean 'domainName'?",
    );
    expect(mistakes({ "distributions.site.certificate": "arn:aws:acm:eu-west-1:123456789012:certificate/1" })).toEqual([
      "environments/prod.ts: distributions.site.certificate: the ARN of an ACM certificate, in us-east-1.",
    ]);
  });

  it("names file, key, value and rule of a wrong account id", () => {
    expect(mistakes({ account: "12345" })).toEqual([
      "environments/prod.ts: account: '12345': an AWS account id is a string of 12 digits.",
    ]);
  });

  it("says that a number is not an account id", () => {
    expect(mistakes({ account: 123456789012 })).toEqual([
      "environments/prod.ts: account: 123456789012 is not a string.",
    ]);
  });

  it("suggests the known key for an unknown one", () => {
    const [message] = mistakes({ "distributions.site.behaviors.1.viewerRequst": "members-auth" });
    expect(message).toContain("environments/prod.ts: distributions.site.behaviors[1].viewerRequst: unknown key");
    expect(message).toContain("Did you mean 'viewerRequest'?");
    expect(message).toContain(
      "'extend' names a file that overrides any attribute or adds resources: see docs/extending.md.",
    );
  });

  it("names no file that extends, for a key that is not of a distribution or an API", () => {
    const [message] = mistakes({ acount: "123456789012" });
    expect(message).toContain("environments/prod.ts: acount: unknown key");
    expect(message).not.toContain("extending");
  });

  it("suggests the known resource for an unknown quota", () => {
    const [message] = mistakes({ grantedQuotas: { distribution: 700 } });
    expect(message).toContain("environments/prod.ts: grantedQuotas.distribution: unknown key");
    expect(message).toContain("Did you mean 'distributions'?");
  });

  it("allows 8 tags: S3 allows an uploaded object 10, and the stacks add 2", () => {
    const tags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`Tag${index}`, "x"]));
    expect(mistakes({ tags: tags(8) })).toEqual([]);
    expect(mistakes({ tags: tags(9) })).toEqual([
      expect.stringMatching(/^environments\/prod\.ts: tags: .*at most 8 tags/),
    ]);
  });

  it("lists the keys of the chosen origin type", () => {
    const [message] = mistakes({ "distributions.site.origins.pages.contents": "x" });
    expect(message).toContain(
      "unknown key 'contents'. Did you mean 'content'? Known keys: type, content, sseAlgorithm,",
    );
  });

  it("lists the types of an origin, and suggests the most similar", () => {
    expect(mistakes({ "distributions.site.origins.pages.type": "statik" })).toEqual([
      "environments/prod.ts: distributions.site.origins.pages.type: 'statik' is not allowed. Did you mean 'static'? Allowed: static, s3, multi-region-access-point, website, api, function-url, load-balancer, vpc, custom.",
    ]);
  });

  it("finds a member of an origin group that is not an origin, and a group named like an origin", () => {
    const group = (members: readonly string[]) => ({ members });
    expect(mistakes({ "distributions.site.originGroups": { both: group(["pages", "page"]) } })).toEqual([
      "environments/prod.ts: distributions.site.originGroups.both.members[1]: 'page' is not an origin of this distribution. Did you mean 'pages'? Known: pages.",
    ]);
    expect(mistakes({ "distributions.site.originGroups": { pages: group(["pages", "pages"]) } })).toEqual([
      "environments/prod.ts: distributions.site.originGroups.pages.members: the two members must differ.",
      "environments/prod.ts: distributions.site.originGroups.pages: is the name of an origin, too, so that a behavior could mean either. Rename one.",
    ]);
  });

  it("finds an output of a stack that the environment does not have", () => {
    const app = (stack: string) => ({ type: "custom", domainName: { stack, output: "domain_name" } });
    const origins = (stack: string) => ({ ...prod.distributions.site.origins, app: app(stack) });
    expect(mistakes({ "distributions.site.origins": origins("order") })).toEqual([
      "environments/prod.ts: distributions.site.origins.app.domainName.stack: 'order' is not a stack of this environment. Known: site.",
    ]);
    const apis = { orders: { source: "apis/orders/handler.ts" } };
    expect(mistakes({ apis, "distributions.site.origins": origins("orders") })).toEqual([]);
  });

  it("names a missing key", () => {
    expect(mistakes({ region: undefined })).toEqual(["environments/prod.ts: region: is missing; it must be a string."]);
  });

  it("lists the allowed values", () => {
    const [message] = mistakes({ "distributions.site.defaultBehavior.viewerProtocolPolicy": "http-only" });
    expect(message).toBe(
      "environments/prod.ts: distributions.site.defaultBehavior.viewerProtocolPolicy: 'http-only' is not allowed. Did you mean 'https-only'? Allowed: redirect-to-https, https-only, allow-all.",
    );
  });

  it("says why a list of handlers does not fit", () => {
    const [message] = mistakes({ "distributions.site.defaultBehavior.viewerRequest": ["redirects", "Country"] });
    expect(message).toContain("distributions.site.defaultBehavior.viewerRequest[1]: 'Country': a name is lower-case");
  });

  it("lists several at once, a paragraph each", () => {
    const messages = mistakes({ account: "1", region: "Ireland", logRetentionDays: 8 });
    expect(messages.map((message) => message.split(": ")[1])).toEqual(["account", "region", "logRetentionDays"]);
  });

  it("finds a name that does not exist, and suggests the most similar", () => {
    const messages = mistakes({
      "distributions.site.behaviors.1.viewerRequest": "member-auth",
      "distributions.site.behaviors.0.origin": "files",
    });
    expect(messages).toEqual([
      "environments/prod.ts: distributions.site.behaviors[0].origin: 'files' is not an origin of this distribution. Known: pages.",
      "environments/prod.ts: distributions.site.behaviors[1].viewerRequest: 'member-auth' is not listed below 'handlers'. Did you mean 'members-auth'? Known: redirects, country-router, security-headers, members-auth.",
    ]);
  });

  it("finds aliases without a certificate", () => {
    const messages = mistakes({ "distributions.site.certificate": undefined });
    expect(messages[0]).toContain(
      "distributions.site.certificate: is missing: the aliases example.com, www.example.com",
    );
  });

  it("finds a certificate that belongs to another account", () => {
    const messages = mistakes({ account: "999999999999" });
    expect(messages[0]).toContain("is in another account than this environment's 999999999999");
  });

  it("names a distribution whose name is not valid", () => {
    const messages = mistakes({ distributions: { "My Site": prod.distributions.site } });
    expect(messages[0]).toContain("'My Site': a name is lower-case letters");
  });
});
