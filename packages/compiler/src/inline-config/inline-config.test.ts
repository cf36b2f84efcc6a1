import { describe, expect, it } from "vitest";
import { inlineConfig } from "./inline-config.ts";

const config = {
  mode: "fast",
  most: 3,
  on: false,
  nothing: null,
  list: ["a", "b"],
  rules: [{ from: "/a", to: "/b" }],
  countries: { ES: "es", JP: "ja" },
  deep: { er: { est: "x" } },
};

const inline = (parameters: string, body: string, head = "") => {
  const { code, readsConfig } = inlineConfig(
    `import { onViewerRequest } from "@featheredge/edge-sdk";
${head}
export default onViewerRequest<Config>((${parameters}) => { ${body} });`,
    "handler.ts",
    config,
  );
  const [program] = code.split("//# sourceMappingURL");
  const inner = /export default ([\s\S]*);/.exec(program ?? "")?.[1] ?? "";
  const hoisted = [...(program ?? "").matchAll(/^const (_config\w*)/gm)].map(([, name]) => name);
  return { inner: inner.replace(/\s+/g, " "), hoisted, readsConfig };
};

describe("inlining config", () => {
  it.each([
    ["request, { config }", "return config.mode;", '"fast"'],
    ["request, { config }", "return config.deep.er.est;", '"x"'],
    ["request, { config }", 'return config["most"] + config.list.length;', "3 + 2"],
    ["request, { config }", "return config.nothing;", "null"],
    ["request, { config }", "return config.absent;", "void 0"],
    ["request, { config }", "return config.list[1];", '"b"'],
    ["request, { config }", "return config.rules[0]!.to;", '"/b"'],
    ["request, { config: c }", "return c.on;", "false"],
    ["request, { config: { deep: { er } } }", "return er.est;", '"x"'],
    ["request, context", "return context.config.mode;", '"fast"'],
    ["request, context", "const { config } = context; return config.mode;", '"fast"'],
    ["request, { config }", "const { mode, deep: { er: { est } } } = config; return mode + est;", '"fast" + "x"'],
    ["request, { config }", "const deep = config.deep; const { er } = deep; return er.est;", '"x"'],
    ["request, { config }", "return (config as Other).mode;", '"fast"'],
    ["request, { config }", "const { mode } = config; return f({ mode });", 'f({ mode: "fast" })'],
  ])("makes a path that ends in a primitive its literal: (%s) %s", (parameters, body, expected) => {
    const { inner, readsConfig } = inline(parameters, body);
    expect(inner).toContain(`return ${expected};`);
    expect(readsConfig).toBe(false);
  });

  it("takes the binding away that nothing reads any more", () => {
    expect(inline("request, { config }", "const { mode } = config; return mode;").inner).toBe(
      'request => { return "fast"; }',
    );
  });

  it("makes what is read as a whole a module constant, once", () => {
    const { inner, hoisted } = inline(
      "request, { config }",
      "return config.countries[request.x] ?? config.countries.ES ?? config.list;",
    );
    expect(inner).toContain('return _config_countries[request.x] ?? "es" ?? _config_list;');
    expect(hoisted.sort()).toEqual(["_config_countries", "_config_list"]);
  });

  it("reads inner parts from the outer constant", () => {
    const { inner, hoisted } = inline("request, { config }", "return f(config, config.countries);");
    expect(inner).toContain("return f(_config, _config.countries);");
    expect(hoisted).toEqual(["_config"]);
  });

  it("leaves methods of its values alone", () => {
    expect(
      inline("request, { config }", 'return config.mode.includes("f") && config.countries.toString();').inner,
    ).toContain('return "fast".includes("f") && _config_countries.toString();');
  });

  it("leaves a name that shadows config alone", () => {
    expect(inline("request, { config }", "return [1].map((config) => config.mode);").inner).toContain(
      "config => config.mode",
    );
  });

  it.each([
    ["the context goes elsewhere", "request, context", "return f(context);"],
    ["config is written to", "request, { config }", "config.list[0] = 1; return config.most;"],
    ["the handler reads its arguments", "request, { config }", "return function () { return arguments; };"],
    ["a rest takes the context", "request, { ...rest }", "return rest;"],
    ["the binding has a default", "request, { config = {} }", "return config.x;"],
  ])("has the chain pass it on when %s", (_, parameters, body) => {
    expect(inline(parameters, body).readsConfig).toBe(true);
  });

  it("finds a handler that is declared apart from its export", () => {
    const { code } = inlineConfig(
      `import { onViewerRequest as on } from "@featheredge/edge-sdk";
function handle(request, { config }) { return config.mode; }
const handler = on(handle);
export default handler;`,
      "handler.ts",
      config,
    );
    expect(code).toContain('return "fast";');
  });
});
