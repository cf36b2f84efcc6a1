import { afterEach, describe, expect, it } from "vitest";
import {
  addressesIn,
  type WebAcl,
  type WebAclAction,
  type WebAclRule,
  type WebAclStatement,
} from "../../base/web-acl.ts";
import { type Harness, startHarness } from "../../testing/harness.ts";

const arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/11111111-2222-3333-4444-555555555555";
const office = "arn:aws:wafv2:us-east-1:123456789012:global/ipset/office/1";
/** The address of viewers in these tests, which come from this machine. */
const here = "127.0.0.0/8";

let running: Harness | undefined;
afterEach(() => running?.close());

const rule = (Statement: WebAclStatement, Action: WebAclAction = { Block: {} }, Priority = 0): WebAclRule => ({
  Name: `rule-${Priority}`,
  Priority,
  Statement,
  ...(Statement.ManagedRuleGroupStatement ? { OverrideAction: { None: {} } } : { Action }),
});

async function start(rules: readonly WebAclRule[], changes: Partial<WebAcl> = {}): Promise<Harness> {
  const acl: WebAcl = {
    Name: "site",
    DefaultAction: { Allow: {} },
    Rules: rules,
    bodyInspectionLimit: 16 * 1024,
    ipSets: new Map([[office, addressesIn([here])]]),
    ...changes,
  };
  running = await startHarness({
    config: { WebACLId: arn },
    behavior: {
      AllowedMethods: {
        Quantity: 7,
        Items: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        CachedMethods: { Quantity: 2, Items: ["GET", "HEAD"] },
      },
    },
    webAcls: { webAcl: async (asked) => (asked === arn ? acl : undefined) },
  });
  return running;
}

const path = (SearchString: string): WebAclStatement => ({
  ByteMatchStatement: {
    SearchString: Buffer.from(SearchString).toString("base64"),
    PositionalConstraint: "STARTS_WITH",
    FieldToMatch: { UriPath: {} },
    TextTransformations: [
      { Priority: 0, Type: "URL_DECODE" },
      { Priority: 1, Type: "NORMALIZE_PATH" },
    ],
  },
});

describe("a web ACL", () => {
  it("blocks what a rule matches, before the origin sees it, and the trace says which rule", async () => {
    const { get, origin, dataPlane } = await start([rule(path("/admin"))]);
    const answer = await get("/a/../%61dmin/users");
    expect([answer.status, answer.headers["x-cache"]]).toEqual([403, "Error from cloudfront"]);
    expect(origin.received).toEqual([]);
    expect(dataPlane.traces.list()[0]?.note).toBe("The web ACL site answers with Block: rule rule-0.");
    expect((await get("/other")).status).toBe(200);
  });

  it("evaluates rules by priority until one decides, and a counted one does not", async () => {
    const rules = [
      rule(path("/"), { Count: {} }, 0),
      rule({ IPSetReferenceStatement: { ARN: office } }, { Allow: {} }, 1),
      rule(path("/"), { Block: {} }, 2),
    ];
    expect((await (await start(rules)).get("/")).status).toBe(200);
    await running?.close();
    const elsewhere = await start(rules, {
      ipSets: new Map([[office, addressesIn(["192.0.2.0/24", "2001:db8::/32"])]]),
    });
    expect((await elsewhere.get("/")).status).toBe(403);
  });

  it("blocks by default if its default action says so", async () => {
    const { get } = await start([rule(path("/open"), { Allow: {} })], { DefaultAction: { Block: {} } });
    expect((await get("/open")).status).toBe(200);
    expect((await get("/")).status).toBe(403);
  });

  it("knows the viewer's country", async () => {
    const { get } = await start([rule({ GeoMatchStatement: { CountryCodes: ["DE"] } })]);
    expect((await get("/", { headers: { "x-loopback-viewer-country": "DE" } })).status).toBe(403);
    expect((await get("/", { headers: { "x-loopback-viewer-country": "FR" } })).status).toBe(200);
  });

  it("limits the rate of one path, and lets requests pass again after the window", async () => {
    const limited = { RateBasedStatement: { Limit: 10, EvaluationWindowSec: 60, ScopeDownStatement: path("/login") } };
    const { get, advance } = await start([rule(limited)]);
    const statuses = await Promise.all(Array.from({ length: 12 }, async (_, n) => (await get(`/login?${n}`)).status));
    expect(statuses.filter((status) => status === 403)).toHaveLength(2);
    expect((await get("/")).status).toBe(200);
    advance(70);
    expect((await get("/login")).status).toBe(200);
  });

  it("blocks large bodies by the common rules, except on the paths of uploads, which get them whole", async () => {
    const common: WebAclStatement = {
      ManagedRuleGroupStatement: {
        VendorName: "AWS",
        Name: "AWSManagedRulesCommonRuleSet",
        RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
      },
    };
    const isLarge: WebAclStatement = {
      LabelMatchStatement: { Scope: "LABEL", Key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body" },
    };
    const size = { AndStatement: { Statements: [isLarge, { NotStatement: { Statement: path("/uploads/") } }] } };
    const { get, origin, log } = await start([rule(common, {}, 0), rule(size, { Block: {} }, 1)]);
    const body = "x".repeat(40_000);
    expect((await get("/form", { method: "POST", body })).status).toBe(403);
    expect((await get("/form", { method: "POST", body: "small" })).status).toBe(200);
    expect((await get("/uploads/a", { method: "POST", body })).status).toBe(200);
    expect(origin.received.at(-1)?.body).toHaveLength(40_000);
    expect(log).toEqual([
      "The loopback does not emulate the rules of AWSManagedRulesCommonRuleSet except SizeRestrictions_BODY (web ACL site): requests pass.",
    ]);
  });

  it("answers a challenge with AWS's status and header", async () => {
    const { get } = await start([rule(path("/"), { Captcha: {} })]);
    const answer = await get("/");
    expect([answer.status, answer.headers["x-amzn-waf-action"]]).toEqual([405, "captcha"]);
  });

  it("says once which statements are not emulated, and lets requests pass", async () => {
    const { get, log } = await start([rule({ SqliMatchStatement: {} } as WebAclStatement)]);
    expect([(await get("/")).status, (await get("/")).status]).toEqual([200, 200]);
    expect(log).toEqual(["The loopback does not emulate SqliMatchStatement (web ACL site): requests pass."]);
  });
});
