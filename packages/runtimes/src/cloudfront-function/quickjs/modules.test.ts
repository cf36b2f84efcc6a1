import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCloudFrontFunctionEngine } from "../../index.ts";

async function evaluate(expression: string, imports = "", keyValueStore?: ReadonlyMap<string, string>) {
  const code = `${imports}\nasync function handler() { return ${expression}; }`;
  const engine = await createCloudFrontFunctionEngine(code, keyValueStore && { keyValueStore });
  const { output, error } = await engine.run({});
  engine.dispose();
  return error ?? output;
}

describe("the modules of cloudfront-js-2.0 in QuickJS", () => {
  it("hash with md5, sha1 and sha256, in hex, base64, base64url or a Buffer", async () => {
    const imports = "import c from 'crypto';";
    expect(await evaluate("c.createHash('md5').update('a').digest('hex')", imports)).toBe(
      "0cc175b9c0f1b6a831c399e269772661",
    );
    expect(await evaluate("c.createHash('sha1').update('é').update('b').digest().length", imports)).toBe(20);
    const expected = createHmac("sha256", "k").update("aé").digest("base64url");
    expect(
      await evaluate(
        "c.createHmac('sha256', Buffer.from('k')).update('a').update(Buffer.from('é')).digest('base64url')",
        imports,
      ),
    ).toBe(expected);
  });

  it("carry a NUL, and what is behind it, like any other character", async () => {
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(await evaluate("c.createHash('sha256').update('a\\0b').digest('hex')", "import c from 'crypto';")).toBe(
      sha256("a\0b"),
    );
    expect(await evaluate("Buffer.from('YQBi', 'base64').toString()")).toBe("a\0b");
    expect(await evaluate("[atob('YQBi'), btoa('a\\0b'), new TextEncoder().encode('a\\0b').length]")).toEqual([
      "a\0b",
      "YQBi",
      3,
    ]);
    const store = new Map([["a", "1\0"]]);
    expect(await evaluate("(await cf.kvs().get('a')).length", "import cf from 'cloudfront';", store)).toBe(2);
    expect(await evaluate("await cf.kvs().exists('a\\0b')", "import cf from 'cloudfront';", store)).toBe(false);
  });

  it("refuse other algorithms and a second digest", async () => {
    expect(await evaluate("require('crypto').createHash('sha512')")).toMatchObject({ name: "TypeError" });
    const twice = "(function () { var h = require('crypto').createHash('md5'); h.digest(); return h.digest(); })()";
    expect(await evaluate(twice)).toMatchObject({ message: "Digest already called" });
  });

  it("parse and write query strings", async () => {
    const q = "import q from 'querystring';";
    expect(await evaluate("q.parse('a=b+c&a=2&d&e=%41%zz&f=%ff')", q)).toEqual({
      a: ["b c", "2"],
      d: "",
      e: "A%zz",
      f: "\ufffd",
    });
    expect(await evaluate("q.stringify({ name: 'a b', abc: ['x', '1'], c: '' })", q)).toBe("name=a%20b&abc=x&abc=1&c=");
  });

  it("read and write Buffers", async () => {
    expect(
      await evaluate(`[Buffer.from('aGk', 'base64url').toString(), Buffer.from('é').toString('hex'),
        Buffer.concat([Buffer.from([1]), Buffer.alloc(2, 7)]).toJSON().data, Buffer.from('abc').indexOf('c'),
        Buffer.from('abc').subarray(1).toString(), Buffer.from('a').equals(Buffer.from('a')),
        Buffer.from([1, 2, 3, 4]).readUInt32BE(0), Buffer.from([255, 254]).readIntLE(0, 2),
        Buffer.from([1, 2, 3, 4]).swap16().readUInt16LE(0), Buffer.byteLength('é'), Buffer.isEncoding('latin1')]`),
    ).toEqual(["hi", "c3a9", [1, 7, 7], 2, "bc", true, 0x01020304, -257, 0x0102, 2, false]);
  });

  it("read a KeyValueStore", async () => {
    const store = new Map([
      ["a", "1"],
      ["j", '{"b":2}'],
    ]);
    const imports = "import cf from 'cloudfront'; const kvs = cf.kvs();";
    expect(
      await evaluate(
        "[await kvs.get('a'), await kvs.get('j', { format: 'json' }), await kvs.exists('x')]",
        imports,
        store,
      ),
    ).toEqual(["1", { b: 2 }, false]);
    expect(await evaluate("kvs.get('x')", imports, store)).toMatchObject({ message: expect.stringContaining('"x"') });
    expect(await evaluate("1", imports)).toMatchObject({ message: "The function has no KeyValueStore" });
  });

  it("read what a KeyValueStore holds now, with the function's globals as they were", async () => {
    const code = `import cf from 'cloudfront'; var runs = 0;
      async function handler() { runs += 1; const value = await cf.kvs().get('a'); return [runs, value]; }`;
    const engine = await createCloudFrontFunctionEngine(code, { keyValueStore: new Map([["a", "old"]]) });
    expect((await engine.run({})).output).toEqual([1, "old"]);
    engine.setKeyValueStore(new Map([["a", "new"]]));
    expect((await engine.run({})).output).toEqual([2, "new"]);
    engine.dispose();
  });

  it("give the raw query, and the edge location to viewer requests alone", async () => {
    const code = `import cf from 'cloudfront';
      function handler(event) { return [event.request.rawQueryString(), cf.edgeLocation.name, event.request]; }`;
    const engine = await createCloudFrontFunctionEngine(code, { edgeLocation: { name: "SEA" } });
    const run = async (eventType: string, request: object) =>
      (await engine.run({ context: { eventType }, request })).output;
    expect(await run("viewer-request", { uri: "/", rawQueryString: "a=1&b" })).toEqual(["a=1&b", "SEA", { uri: "/" }]);
    expect(await run("viewer-response", { uri: "/" })).toEqual([null, null, { uri: "/" }]);
    engine.dispose();
  });

  it("report each change of a request's origin, event by event", async () => {
    const engine = await createCloudFrontFunctionEngine(`import cf from 'cloudfront';
      function handler(event) {
        if (event.id) { cf.selectRequestOriginById(event.id); cf.updateRequestOrigin({ originPath: '/a' }); }
        return event.id;
      }`);
    expect((await engine.run({ id: "eu" })).origin).toEqual([
      { method: "selectRequestOriginById", arguments: ["eu"] },
      { method: "updateRequestOrigin", arguments: [{ originPath: "/a" }] },
    ]);
    expect(await engine.run({})).not.toHaveProperty("origin");
    engine.dispose();
  });

  it("encode text", async () => {
    expect(
      await evaluate(
        "[atob(btoa('hi')), new TextDecoder().decode(new TextEncoder().encode('é')), new TextEncoder().encode('é').length]",
      ),
    ).toEqual(["hi", "é", 2]);
  });
});
