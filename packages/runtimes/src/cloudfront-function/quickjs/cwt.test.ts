import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCloudFrontFunctionEngine } from "../../index.ts";

/** The value of an expression in a function, or the error that it throws. */
async function evaluate(expression: string, event: object = {}) {
  const code = `import cf from 'cloudfront';\nfunction handler(event) { return ${expression}; }`;
  const engine = await createCloudFrontFunctionEngine(code);
  const { output, error } = await engine.run(event);
  engine.dispose();
  return error ?? output;
}

// https://www.rfc-editor.org/rfc/rfc8392#appendix-A.4
const rfcKey = "403697de87af64611c1d32a05dab0fe1fcb715a86ab435f1ec99192d79569388";
const rfcToken =
  "d83dd18443a10104a1044c53796d6d65747269633235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7148093101ef6d789200";

const validate = (token: string, key = rfcKey) =>
  evaluate("cf.cwt.validateToken(Buffer.from(event.token, 'hex'), { key: Buffer.from(event.key, 'hex') })", {
    token,
    key,
  });
const generate = (object: object, context: object = {}, order = "event.context, event.object") =>
  evaluate(`cf.cwt.generateToken(${order}).toString('hex')`, {
    object,
    context: { coseTag: "MAC0", key: "secret", ...context },
  });

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cwt-support-cloudfront-functions.html
describe("cf.cwt", () => {
  it("reads the token of RFC 8392, its claims by strings", async () => {
    expect(await validate(rfcToken)).toEqual({
      protectedHeaders: { "1": 4 },
      unprotectedHeaders: { "4": { type: "Buffer", data: [...Buffer.from("Symmetric256")] } },
      payload: {
        "1": "coap://as.example.com",
        "2": "erikw",
        "3": "coap://light.example.com",
        "4": 1444064944,
        "5": 1443944944,
        "6": 1443944944,
        "7": { type: "Buffer", data: [0x0b, 0x71] },
      },
    });
    expect(await validate(rfcToken.replace("d83d", ""))).toMatchObject({ protectedHeaders: { "1": 4 } });
  });

  it("writes the bytes of COSE, with the context in either position", async () => {
    const payload = "a301616104190100 636361740af5".replaceAll(" ", "").replace("0af5", "f5");
    const structure = Buffer.from(`84644d41433043a1010540${(0x40 + payload.length / 2).toString(16)}${payload}`, "hex");
    const tag = createHmac("sha256", "secret").update(structure).digest("hex");
    const token = `d18443a10105a0${(0x40 + payload.length / 2).toString(16)}${payload}5820${tag}`;
    const object = { payload: { 1: "a", 4: 256, cat: true } };
    expect(await generate(object)).toBe(token);
    expect(await generate(object, { cwtTag: true }, "event.object, event.context")).toBe(`d83d${token}`);
    expect(await generate({ ...object, protected: { 1: "5" }, unprotected: {} })).toBe(token);
  });

  it("gives back what it was given", async () => {
    const payload = {
      "1": "é",
      "-65537": -1,
      "4": 1740000000,
      "401": { "1": { "2": ".cloudfront.net" }, "3": [".m3u8", "x".repeat(300)] },
      big: 2 ** 40,
      float: 1.5,
      none: null,
      no: false,
    };
    const token = String(await generate({ payload, unprotectedHeaders: { "4": "kid" } }));
    expect(await validate(token, Buffer.from("secret").toString("hex"))).toEqual({
      protectedHeaders: { "1": 5 },
      unprotectedHeaders: { "4": "kid" },
      payload,
    });
  });

  it.each([
    ["another key", rfcToken, "00"],
    ["a changed claim", rfcToken.replace("6572696b77", "6572696b78"), rfcKey],
    ["a changed tag", rfcToken.replace(/00$/, "01"), rfcKey],
    ["a tag of no bytes", rfcToken.replace(/48093101ef6d789200$/, "40"), rfcKey],
    ["no tag of COSE_Mac0", rfcToken.replace("d83dd1", ""), rfcKey],
    ["another structure", "d183404040", rfcKey],
    ["another algorithm", rfcToken.replace("43a10104", "43a10106"), rfcKey],
    ["no algorithm", rfcToken.replace("43a10104", "40"), rfcKey],
    ["bytes behind it", `${rfcToken}00`, rfcKey],
    ["an end too soon", rfcToken.slice(0, -2), rfcKey],
    ["an array longer than the token", "d19bffffffffffffffff", rfcKey],
    ["too many levels", `d1${"81".repeat(900)}00`, rfcKey],
    ["over 1 KB", "d1".padEnd(2 * 1025, "0"), rfcKey],
    ["nothing", "", rfcKey],
  ])("refuses a token with %s", async (_, token, key) => {
    expect(await validate(token, key)).toMatchObject({ name: "Error", message: expect.stringMatching(/token/i) });
  });

  it.each([
    ["no key", { key: undefined }, { payload: {} }],
    ["another tag of COSE", { coseTag: "SIGN1" }, { payload: {} }],
    ["no payload", {}, {}],
    ["another algorithm", {}, { payload: {}, protectedHeaders: { 1: 6 } }],
    ["over 1 KB", {}, { payload: { 1: "a".repeat(1024) } }],
  ])("makes no token with %s", async (_, context, object) => {
    expect(await generate(object, context)).toMatchObject({ message: expect.stringMatching(/must|takes/) });
  });
});
