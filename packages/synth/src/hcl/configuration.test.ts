import { format } from "@cdktf/hcl-tools";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fragment, writeConfiguration } from "./configuration.ts";
import { literal } from "./template.ts";

const write = (...fragments: Fragment[]) =>
  writeConfiguration({
    heading: "a stack",
    requiredProviders: { aws: { source: "hashicorp/aws", version: ">= 5.0" } },
    fragments,
  });

const attribute = (value: unknown) => ({ value, type: "simple", isBlock: false });
const nested = (value: unknown) => ({ value, type: "list", isBlock: true });
const resource = (attributes: Record<string, unknown>) => ({ resource: { aws_thing: { one: attributes } } });

describe("a written configuration", () => {
  it("reads well: identifying arguments first, equals signs aligned, blocks separated, dependencies last", () => {
    const text = write(
      { terraform: { backend: { s3: { bucket: "b", use_lockfile: true } } } },
      { provider: { aws: [{ region: attribute("eu-west-1"), alias: "home" }] } },
      { locals: { optimized: { value: "658327ea" } } },
      resource({
        enabled: attribute(true),
        name: attribute("one"),
        provider: "${aws.us_east_1}",
        depends_on: ["aws_other.a", "aws_other.b"],
        rule: nested([{ path: attribute("/a") }, { path: attribute("/b"), tags: attribute({ a: 1, "b c": [1, 2] }) }]),
        lifecycle: { prevent_destroy: true, ignore_changes: ["tags"] },
        "//": { metadata: {} },
      }),
      { output: { id: { value: attribute("${aws_thing.one.id}") } } },
    );
    expect(text).toBe(`# a stack

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }

  backend "s3" {
    bucket       = "b"
    use_lockfile = true
  }
}

locals {
  optimized = "658327ea"
}

provider "aws" {
  alias  = "home"
  region = "eu-west-1"
}

resource "aws_thing" "one" {
  provider = aws.us_east_1

  name    = "one"
  enabled = true

  rule {
    path = "/a"
  }

  rule {
    path = "/b"
    tags = {
      a     = 1
      "b c" = [1, 2]
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags]
  }

  depends_on = [aws_other.a, aws_other.b]
}

output "id" {
  value = aws_thing.one.id
}
`);
  });

  it("writes the objects of an untyped argument as blocks, since the bindings leave blocks that nest themselves untyped", () => {
    const statement = {
      and_statement: { statement: [{ geo: { codes: ["DE", "FR"] } }, { label: { key: "a" } }] },
      none: {},
    };
    const text = write(
      resource({ statement: { value: statement, type: "simple", isBlock: false, storageClassType: "any" } }),
    );
    expect(text).toContain(`  statement {
    and_statement {
      statement {
        geo {
          codes = ["DE", "FR"]
        }
      }

      statement {
        label {
          key = "a"
        }
      }
    }

    none {
    }
  }
`);
  });

  it("writes each item of a long list on its own line", () => {
    const items = Array.from({ length: 12 }, (_, index) => `a-long-enough-name-${index}`);
    expect(write(resource({ items: attribute(items) }))).toContain('  items = [\n    "a-long-enough-name-0",\n');
  });

  it.each([
    ["resource", resource({ connection: { rule: {} } }), "'connection'"],
    ["resource", resource({ provisioner: [{}] }), "'provisioner'"],
    ["kind", { module: { a: {} } }, "'module'"],
    ["block", resource({ rule: nested("${var.rules}") }), "'rule'"],
  ])("refuses a %s that it would have to leave out", (_, fragment, name) => {
    expect(() => write(fragment)).toThrow(name);
  });

  it("is not changed by terraform's own formatter, whatever the values", async () => {
    const plain = fc.oneof(fc.string(), fc.string({ unit: "grapheme" })).map(literal);
    const scalar = fc.oneof(plain, fc.integer(), fc.boolean(), fc.constant(null));
    const text = fc.oneof(scalar, fc.constant("${a.b}"), fc.constant('${f("${path.module}/x")}/y'));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        text,
        fc.array(tie("value"), { maxLength: 5 }),
        fc.dictionary(plain, tie("value"), { maxKeys: 4 }),
      ),
    }));
    const name = fc.stringMatching(/^[a-z]{1,12}$/);
    const attributes = fc.dictionary(name, value.map(attribute), { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(attributes, fc.array(attributes, { maxLength: 3 }), async (own, blocks) => {
        const written = write(resource({ ...own, rule: nested(blocks) }));
        expect(await format(written)).toBe(written);
      }),
      { numRuns: 300 },
    );
  });
});
