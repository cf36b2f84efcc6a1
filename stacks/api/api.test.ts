import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { distribution } from "../distribution/index.ts";
import { synthesized } from "../testing/synthesized.ts";
import { bundleApi } from "./bundle.ts";
import type { ExtendApi } from "./extend.ts";
import { api } from "./index.ts";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "api-")));
  mkdirSync(join(root, "apis"));
  write(
    "export async function handler(event: { rawPath: string }) { return { statusCode: 200, body: event.rawPath }; }\n",
  );
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (text: string) => writeFileSync(join(root, "apis", "orders.ts"), text);
const bundle = () => bundleApi(join(root, "apis", "orders.ts"), root);
const apis = { orders: { source: "apis/orders.ts", timeoutSeconds: 20 } };

describe("the bundle of an API", () => {
  it("is one file, the same for the same source, with the hash of the zip", () => {
    const { zip, sourceCodeHash } = bundle();
    expect(Object.keys(unzipSync(zip))).toEqual(["index.js"]);
    expect(bundle()).toEqual({ zip, sourceCodeHash });
    expect(sourceCodeHash).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it("fails with file, line and column if the source has a mistake", () => {
    write("export const handler = async () => {\n  return (;\n};\n");
    expect(bundle).toThrow('apis/orders.ts:2:11: Unexpected ";"');
  });

  it.each([
    ["an ES module", "export const handle = async () => ({ statusCode: 200 });\n"],
    ["a CommonJS module", "module.exports = async () => ({ statusCode: 200 });\n"],
  ])("fails if the source exports no handler: %s", (_, text) => {
    write(text);
    expect(bundle).toThrow("apis/orders.ts: 'handler' is not exported.");
  });

  it("exports the handler", () => {
    const code = new TextDecoder().decode(unzipSync(bundle().zip)["index.js"]);
    const module = { exports: {} };
    new Function("module", code)(module);
    expect(module.exports).toMatchObject({ handler: expect.any(Function) });
  });
});

describe("an API's stack", () => {
  it("has a function whose URL only signed requests may use, a role for its own logs, and a log group", () => {
    const { hcl, identity, files, diagnostics } = synthesized(api, { apis }, root);
    expect(identity).toEqual({ kind: "api", environment: "test", name: "orders" });
    expect([...files.keys()]).toEqual(["function.zip"]);
    expect(diagnostics).toEqual([]);
    expect(hcl).toContain('authorization_type = "AWS_IAM"');
    expect(hcl).toContain('actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]');
    expect(hcl).toContain('name              = "/aws/lambda/test-orders-api"\n  retention_in_days = 30');
    expect(hcl).toContain("timeout          = 20");
    expect(hcl).not.toContain("environment {");
  });

  it("has the environment variables of its options, and outputs of other stacks", () => {
    const environment = { LEVEL: "debug ${x}", ORDERS: { stack: "orders", output: "function_name" } };
    const { hcl, dependencies } = synthesized(
      api,
      { apis: { carts: { source: "apis/orders.ts", environment }, ...apis } },
      root,
    );
    expect(hcl).toContain('LEVEL  = "debug $${x}"');
    expect(hcl).toContain("ORDERS = data.terraform_remote_state.orders.outputs.function_name");
    expect(dependencies).toEqual(["orders-test"]);
  });

  it("rejects a variable whose name is AWS's", () => {
    const environment = { AWS_REGION: "eu-west-1" };
    expect(() => synthesized(api, { apis: { orders: { source: "apis/orders.ts", environment } } }, root)).toThrow(
      "environments/test.ts: apis.orders.environment",
    );
  });

  it("is extended by a function that gives it variables and permissions", () => {
    const grant: ExtendApi = ({ api: created }) => {
      created.setVariable("TABLE", "orders");
      created.allow({ sid: "Orders", actions: ["dynamodb:GetItem"], resources: ["arn:aws:dynamodb:x"] });
    };
    const file = "stacks/api/extensions/orders.ts";
    const extensions = new Map([[file, grant]]);
    const { hcl } = synthesized(
      api,
      { apis: { orders: { source: "apis/orders.ts", extend: file } } },
      root,
      extensions,
    );
    expect(hcl).toContain('TABLE = "orders"');
    expect(hcl).toMatch(/name += "Orders"/);
    expect(hcl).toContain('actions   = ["dynamodb:GetItem"]');
  });
});

describe("a distribution with an API as its origin", () => {
  const distributions = {
    shop: {
      comment: "Shop",
      origins: { orders: { type: "api", api: "orders" } },
      defaultBehavior: { origin: "orders" },
    },
  } as const;

  it("reads the API's state, depends on its stack, and may call its function", () => {
    const { hcl, dependencies, diagnostics } = synthesized(distribution, { apis, distributions }, root);
    expect(dependencies).toEqual(["orders-test"]);
    expect(diagnostics).toEqual([]);
    expect(hcl).toContain(`data "terraform_remote_state" "orders" {
  backend = "s3"
  config = {
    bucket = "states"
    key    = "orders-test/terraform.tfstate"
    region = "eu-west-1"
  }
}`);
    expect(hcl).toMatch(/domain_name += data\.terraform_remote_state\.orders\.outputs\.domain_name/);
    expect(hcl).toContain('origin_access_control_origin_type = "lambda"');
    for (const action of ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]) expect(hcl).toContain(`"${action}"`);
    expect(hcl.match(/source_arn += aws_cloudfront_distribution\.shop\.arn/g)).toHaveLength(2);
  });

  it("reads a local state from the other stack's folder", () => {
    const { hcl } = synthesized(distribution, { apis, distributions, state: { type: "local" } }, root);
    expect(hcl).toContain('path = "${path.module}/../orders-test/terraform.tfstate"');
  });

  it("is an error if its environment has no such API", () => {
    expect(() => synthesized(distribution, { distributions }, root)).toThrow(
      "environments/test.ts: distributions.shop.origins.orders.api: 'orders' is not listed below 'apis'.",
    );
  });
});

describe("a renamed API", () => {
  it("keeps its names in AWS, and its resources move", () => {
    const names = (hcl: string) => hcl.match(/^ +(function_name|name) += "[^"]+"$/gm);
    const before = synthesized(api, { apis }, root);
    const after = synthesized(api, { apis: { sales: { ...apis.orders, renamedFrom: "orders" } } }, root);
    expect(names(after.hcl)).toEqual(names(before.hcl));
    expect(after.hcl).toContain("moved {\n  from = aws_lambda_function.orders\n  to   = aws_lambda_function.sales\n}");
    expect(after.hcl).toContain("moved {\n  from = aws_iam_role.orders_role\n  to   = aws_iam_role.sales_role\n}");
    expect(after.identity.renamedFrom).toEqual(["orders-test"]);
  });
});
