import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type CloudFrontFunctionEngine, createCloudFrontFunctionEngine, type EngineOptions } from "../../index.ts";

const engines: CloudFrontFunctionEngine[] = [];
afterAll(() => {
  for (const engine of engines) engine.dispose();
});

async function load(code: string, options?: EngineOptions) {
  const engine = await createCloudFrontFunctionEngine(code, options);
  engines.push(engine);
  return engine;
}
const handler = (body: string) => `function handler(event) { ${body} }`;
const run = async (code: string, event: unknown = {}, options?: EngineOptions) =>
  (await load(code, options)).run(event);

describe("a function in QuickJS", () => {
  it("runs its handler on each event and returns JSON", async () => {
    const engine = await load(handler("event.request.uri = '/es' + event.request.uri; return event.request;"));
    expect((await engine.run({ request: { uri: "/a" } })).output).toEqual({ uri: "/es/a" });
    expect((await engine.run({ request: { uri: "/b" } })).output).toEqual({ uri: "/es/b" });
  });

  it.each([
    ["a constant", "const handler = (event) => event;"],
    ["async", "async function handler(event) { const later = await Promise.resolve(event); return later; }"],
    ["one that calls another async function", "var f = async (e) => e; async function handler(e) { return f(e); }"],
  ])("takes a handler that is %s", async (_, code) => {
    expect((await run(code, { a: 1 })).output).toEqual({ a: 1 });
  });

  it("gets the events of one turn by one message", async () => {
    const engine = await load(handler("return event;"));
    await engine.run({});
    const post = vi.spyOn(Worker.prototype, "postMessage");
    const results = await Promise.all(Array.from({ length: 20 }, (_, number) => engine.run({ number })));
    expect(results.map(({ output }) => output)).toEqual(Array.from({ length: 20 }, (_, number) => ({ number })));
    expect(post).toHaveBeenCalledTimes(1);
    post.mockRestore();
  });

  it("gives results to all of its events before it is retired, and its thread to the next function", async () => {
    const engine = await load(handler("return event;"));
    await engine.run({});
    const post = vi.spyOn(Worker.prototype, "postMessage");
    const unloads = () => post.mock.calls.filter(([{ type }]) => type === "unload").length;
    const first = [0, 1, 2].map((number) => engine.run({ number }));
    // These are in the thread, and the next ones are not.
    await new Promise(setImmediate);
    const results = Promise.all([...first, ...[3, 4, 5].map((number) => engine.run({ number }))]);
    const retired = engine.retire();
    expect(unloads()).toBe(0);
    await retired;
    expect((await results).map(({ output }) => output)).toEqual([0, 1, 2, 3, 4, 5].map((number) => ({ number })));
    expect(unloads()).toBe(1);
    post.mockRestore();
  });

  it("is retired also if its last event is stopped", async () => {
    const engine = await load(handler("for (;;) {}"), { maxSteps: Number.MAX_SAFE_INTEGER, deadlineMs: 50 });
    const result = engine.run({});
    await engine.retire();
    expect((await result).error?.name).toBe("ComputeLimit");
  });

  it("ends its events with an error when it is disposed, also if it was to retire", async () => {
    const engine = await load(handler("return event;"));
    const result = engine.run({});
    const retired = engine.retire();
    engine.dispose();
    await retired;
    expect((await result).error?.name).toBe("EngineFailure");
  });

  it("reads the values that its KeyValueStore had when the event began", async () => {
    const read = "return (await cf.kvs().get('k'));";
    const engine = await load(`import cf from 'cloudfront'; async ${handler(read)}`, {
      keyValueStore: new Map([["k", "1"]]),
    });
    const before = [engine.run({}), engine.run({})];
    engine.setKeyValueStore(new Map([["k", "2"]]));
    const results = await Promise.all([...before, engine.run({})]);
    expect(results.map(({ output }) => output)).toEqual(["1", "1", "2"]);
  });

  it("gives results to the events before one that is stopped, also if all came at once", async () => {
    const engine = await load(
      handler("if (event.burns) { var s = 'a'.repeat(500000); for (;;) s.indexOf('aaaaaaaaab'); } return event;"),
      { deadlineMs: 100 },
    );
    const results = await Promise.all([{ a: 1 }, { a: 2 }, { burns: true }].map((event) => engine.run(event)));
    expect(results.map(({ output, error }) => error?.name ?? output)).toEqual([{ a: 1 }, { a: 2 }, "ComputeLimit"]);
  });

  it("collects what it logs, one argument a line, cut at 10 KB", async () => {
    const { logs } = await run(
      handler("console.log('a', 'b'); console.log({ a: [1] }); console.log('é'.repeat(9000));"),
    );
    expect(logs.slice(0, 2)).toEqual(["a", '{"a":[1]}']);
    expect(Buffer.byteLength(logs[2] ?? "")).toBe(10_240);
  });

  it("reports an error that it throws, now or later, and goes on with the next event", async () => {
    const engine = await load(
      "async function handler(event) { if (event.bad) { throw new TypeError('no ' + event.bad); } return 1; }",
    );
    expect((await engine.run({ bad: "a" })).error).toEqual({
      name: "TypeError",
      message: "no a",
      stack: "at handler (function.js:1:69)",
    });
    expect((await engine.run({})).output).toBe(1);
  });

  it("reports the lines of the function where an error was made, and none for a limit", async () => {
    const code = `function inner(a) {\n  return a.b.c;\n}\nfunction handler(event) {\n  return inner(event);\n}`;
    expect((await run(code)).error?.stack?.split("\n")).toEqual([
      expect.stringMatching(/^at inner \(function\.js:2:\d+\)$/),
      expect.stringMatching(/^at handler \(function\.js:5:\d+\)$/),
    ]);
    expect((await run("function a() { throw new Error('x'); }\na(); function handler() {}")).error?.stack).toMatch(
      /^at a \(function\.js:1:\d+\)\n.*function\.js:2:\d+/,
    );
    expect((await run("function handler() { for (;;) {} }")).error).not.toHaveProperty("stack");
    expect((await run("function handler() { throw 'text'; }")).error).not.toHaveProperty("stack");
  });

  it("reports where each line was logged if that is asked for, without steps for it", async () => {
    const code = `function note(text) {\n  console.log(text);\n}\nfunction handler(event) {\n  note("a");
  for (var i = 0; i < 200; i++) console.log(i);\n  if (event.fails) throw new Error("b");\n}`;
    const engine = await load(code, { logPositions: true });
    const { logs, logPositions = [], steps } = await engine.run({});
    expect(logPositions).toHaveLength(logs.length);
    expect(logPositions[0]).toMatch(/^2:\d+ 5:\d+$/);
    expect(logPositions[1]).toMatch(/^6:\d+$/);
    expect(logPositions.filter((at) => at !== "")).toHaveLength(100);
    expect((await engine.run({ fails: true })).logPositions?.[0]).toMatch(/^2:\d+ 5:\d+$/);
    const without = await (await load(code)).run({});
    expect(without).not.toHaveProperty("logPositions");
    expect(without.steps).toBe(steps);
  });

  it("reports where a run that was stopped had logged its lines", async () => {
    const code = handler('console.log("a"); new Array(1e7).fill(0).sort().join(); for (;;) {}');
    const engine = await load(code, { logPositions: true, deadlineMs: 100, maxSteps: 1e9 });
    expect(await engine.run({})).toMatchObject({ logs: ["a"], logPositions: [expect.stringMatching(/^1:\d+$/)] });
  });

  it("has no output when the handler returns nothing", async () => {
    expect(await run(handler(""))).not.toHaveProperty("output");
  });

  it("reports code that fails before any event", async () => {
    expect((await run("var a = null.b; function handler() {}")).error?.name).toBe("TypeError");
    expect((await run("function other() {}")).error?.message).toBe("The code declares no 'handler'.");
    expect((await run("function handler( {")).error?.name).toBe("SyntaxError");
  });

  it("holds Date still during a run, in UTC", async () => {
    const body = "var a = Date.now(); for (var i = 0; i < 1e5; i++) {} return [a, new Date().getTime(), Date.now()];";
    let time = 1_000;
    const engine = await load(handler(body), { now: () => (time += 1) });
    expect((await engine.run({})).output).toEqual([1_001, 1_001, 1_001]);
    expect((await engine.run({})).output).toEqual([1_002, 1_002, 1_002]);
    const zone =
      "return [new Date(2020, 0, 1).toISOString(), new Date('2020-01-01T10:00').getHours(), '' + new Date(0)];";
    expect((await run(handler(zone))).output).toEqual([
      "2020-01-01T00:00:00.000Z",
      10,
      "Thu Jan 01 1970 00:00:00 GMT+0000",
    ]);
  });

  it("counts the same steps for the same work, and more for more", async () => {
    const code = handler("for (var i = 0; i < event.n; i++) {} return i;");
    const [one, two] = [await load(code), await load(code)];
    const steps = [
      (await one.run({ n: 10 })).steps,
      (await one.run({ n: 10 })).steps,
      (await two.run({ n: 10 })).steps,
      (await one.run({ n: 20 })).steps,
    ];
    expect(new Set(steps.slice(0, 3)).size).toBe(1);
    expect(Number(steps[3]) - Number(steps[0])).toBe(20);
  });
});

describe("QuickJS's limits", () => {
  it.each([
    ["a loop", handler("for (;;) {}")],
    ["a loop after await", "async function handler() { await 1; for (;;) {} }"],
    ["a loop that catches", handler("for (;;) { try { for (;;) {} } catch (e) {} }")],
    ["promises without end", "async function handler() { for (;;) { await 1; } }"],
    ["a regular expression that backtracks", handler("return /(a+)+$/.test('a'.repeat(60) + 'b');")],
    ["a loop at load", "for (;;) {} function handler() {}"],
  ])("stop %s", async (_, code) => {
    expect((await run(code, {}, { maxSteps: 100_000 })).error?.name).toBe("ComputeLimit");
  });

  it.each([
    ["an array that grows", handler("var a = []; for (;;) { a.push(new Array(1000).fill(1)); }")],
    [
      "an array that grows after await",
      "async function handler() { await 1; var a = []; for (;;) { a.push([1, 2]); } }",
    ],
    ["3 MB at once", handler("return new Uint8Array(3e6).length;")],
  ])("refuse the memory for %s", async (_, code) => {
    expect((await run(code)).error?.name).toBe("MemoryLimit");
  });

  it("leave room for what fits into 2 MB", async () => {
    expect((await run(handler("return new Uint8Array(1e6).length;"))).output).toBe(1e6);
  });

  it("end recursion as an error of the function's own", async () => {
    expect((await run(handler("return handler(event);"))).error?.message).toBe("stack overflow");
  });

  it("report a promise that nothing settles", async () => {
    expect((await run(handler("return new Promise(function () {});"))).error?.name).toBe("NeverSettled");
  });

  it("leave the engine usable, with fresh globals", async () => {
    const engine = await load("var n = 0; function handler(event) { n += 1; while (event.loop) {} return n; }");
    expect((await engine.run({})).output).toBe(1);
    expect((await engine.run({})).output).toBe(2);
    expect((await engine.run({ loop: true })).error?.name).toBe("ComputeLimit");
    expect((await engine.run({})).output).toBe(1);
  });

  it("keep one engine's globals from another's", async () => {
    const code =
      "function handler() { globalThis.n = (globalThis.n || 0) + 1; Array.prototype.n = 1; return globalThis.n; }";
    const first = await load(code);
    await first.run({});
    expect((await first.run({})).output).toBe(2);
    expect((await run(code)).output).toBe(1);
  });
});

describe("QuickJS's lockdown", () => {
  it.each([
    ["a function's constructor", "(function () {}).constructor('return 1')()"],
    ["an arrow's constructor", "(() => 1).constructor('return 1')()"],
    ["an async function's constructor", "(async function () {}).constructor('return 1')()"],
    ["a generator's constructor", "(function* () {}).constructor('return 1')()"],
    ["an async generator's constructor", "(async function* () {}).constructor('return 1')()"],
    ["new on it", "new (function () {}).constructor('return 1')"],
    ["a built-in's constructor", "[].map.constructor('return 1')()"],
    ["a constructor's constructor", "event.constructor.constructor('return 1')()"],
    ["Function", "Function('return 1')()"],
    ["a constructor found by its prototype", "Object.getPrototypeOf(async () => 1).constructor('return 1')()"],
    ["the host's functions", "console.log.constructor('return 1')()"],
    ["require's constructor", "require.constructor('return 1')()"],
  ])("makes no code from strings by %s", async (_, expression) => {
    expect((await run(handler(`return ${expression};`))).error?.name).toBe("EvalError");
  });

  it("does not let the lock be undone", async () => {
    const code = handler(
      "Object.defineProperty(Object.getPrototypeOf(handler), 'constructor', { value: 1 }); return 1;",
    );
    expect((await run(code)).error?.name).toBe("TypeError");
  });

  it.each([
    "eval",
    "Map",
    "Set",
    "Proxy",
    "Reflect",
    "BigInt",
    "WeakRef",
    "Intl",
    "process",
    "setTimeout",
    "fetch",
    "URL",
  ])("has no %s", async (name) => {
    expect((await run(handler(`return typeof globalThis.${name} + typeof ${name};`))).output).toBe(
      "undefinedundefined",
    );
  });

  it.each(["[].flat", "[].at", "''.localeCompare", "''.matchAll", "Object.fromEntries", "Array.from", "String.raw"])(
    "has no %s",
    async (member) => {
      expect((await run(handler(`return typeof ${member};`))).output).toBe("undefined");
    },
  );

  it("refuses other modules, and dynamic imports of them", async () => {
    expect((await run("import fs from 'fs'; function handler() {}")).error?.message).toContain('"fs"');
    expect((await run(handler("return require('fs');"))).error?.message).toContain('"fs"');
    expect((await run("async function handler() { return import('os'); }")).error?.message).toContain('"os"');
  });
});

describe("QuickJS's deadline", () => {
  it.each([
    ["indexOf", "var a = 'a'.repeat(500000); for (;;) { a.indexOf('a'.repeat(200000) + 'b'); }"],
    ["reverse", "var a = new Uint8Array(1000000); for (;;) { a.reverse(); }"],
    ["sort", "var a = new Float64Array(100000); for (;;) { a.sort(); }"],
    ["TextEncoder", "var a = 'é'.repeat(100000); for (;;) { new TextEncoder().encode(a); }"],
    ["a digest", "var a = 'x'.repeat(200000); for (;;) { require('crypto').createHash('sha256').update(a).digest(); }"],
    ["console.log", "var a = 'x'.repeat(100000); for (;;) { console.log(a); }"],
  ])("stops %s on large values, with the caller's thread free", async (_, body) => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 10);
    const engine = await load(handler(`if (event.bad) { ${body} } return 1;`));
    const { error } = await engine.run({ bad: true });
    clearInterval(timer);
    expect(error).toEqual({
      name: "ComputeLimit",
      message: "Stopped after 500 ms: the function does not end in time.",
    });
    expect(turns).toBeGreaterThan(2);
    expect((await engine.run({})).output).toBe(1);
  });

  it("covers code at load", async () => {
    const code = "var a = new Uint8Array(1000000); for (;;) { a.reverse(); } function handler() {}";
    expect((await run(code)).error?.message).toContain("Stopped after 500 ms");
  });

  it("keeps the lines that the function logged before it was ended", async () => {
    const code = `function handler() { console.log("begun"); console.log("burning"); var a = "x".repeat(300000); for (;;) a.indexOf("y"); }`;
    expect(await run(code)).toMatchObject({ error: { name: "ComputeLimit" }, logs: ["begun", "burning"] });
  });

  it("ends every event of a function that always burns with the first, however many arrive at once", async () => {
    const engine = await load(handler("var a = new Uint8Array(1000000); for (;;) { a.reverse(); }"));
    const results = await Promise.all(Array.from({ length: 8 }, () => engine.run({})));
    const [first, ...others] = results.map(({ error }) => error);
    expect(first).toMatchObject({ name: "ComputeLimit", message: expect.stringContaining("Stopped after 500 ms") });
    for (const error of others) {
      expect(error).toMatchObject({ name: "ComputeLimit", message: expect.stringContaining("Not started") });
    }
  });

  it("does not hold up another function", async () => {
    const burning = (await load(handler("var a = new Uint8Array(1000000); for (;;) { a.reverse(); }"))).run({});
    expect((await run(handler("return 1;"))).output).toBe(1);
    expect((await burning).error?.name).toBe("ComputeLimit");
  });
});

describe("data that a function leaves with the host", () => {
  it("is limited to 1,000 log lines for an event", async () => {
    const code = handler("for (var i = 0; i < 5000; i++) { console.log(i); } return 1;");
    // The number of lines must end it, and not the time, which a busy machine takes.
    const { logs } = await run(code, {}, { deadlineMs: 10_000 });
    expect(logs).toHaveLength(1_001);
    expect(logs.at(-1)).toContain("more lines omitted");
  });

  it("is limited to 100 origin calls for an event, of which the last counts", async () => {
    const code =
      "import cf from 'cloudfront'; function handler() { for (var i = 0; i < 500; i++) { cf.selectRequestOriginById('o' + i); } }";
    const { origin } = await run(code);
    expect(origin).toHaveLength(100);
    expect(origin?.at(-1)?.arguments).toEqual(["o499"]);
  });

  it("is the function's own error when its result cannot be written", async () => {
    const code = "Object.prototype.toJSON = function () {}; function handler() { return { a: 1 }; }";
    expect((await run(code)).error).toEqual({
      name: "TypeError",
      message: "The function's result cannot be written as JSON.",
    });
  });
});

describe("a module's name", () => {
  it.each(["\n../../../some/file#", "../date", "modules/buffer", "__proto__", "constructor", "toString", "buffer\0"])(
    "%j is not a path, a key of Object or a script of the runtime",
    async (name) => {
      const code = handler(`var g = globalThis; return g.require(${JSON.stringify(name)});`);
      expect((await run(code)).error).toMatchObject({
        name: "Error",
        message: `Cannot find module ${JSON.stringify(name)}`,
      });
    },
  );
});
