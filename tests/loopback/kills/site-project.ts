import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../command.ts";

export const account = "000000000000";

/** The names of the site's resources. */
export const names = {
  bucket: "kills-site",
  store: "kills-store",
  role: "kills-role",
  parameter: "/kills/parameter",
};

const lock = join(repository, "stacks", "terraform.lock.hcl");

/**
 * Makes a project that `up` can apply and serve: one distribution with a bucket, a function, a KeyValueStore and resources
 * of some other services. Its HCL is written by hand, so that nothing is compiled.
 * @param state - Where its environment `local` keeps Terraform's state.
 */
export function siteProject(state: "local" | "s3"): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-kills-")));
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("package.json", '{ "type": "module" }');
  write("cdktf.json", "{}");
  write("page.txt", "first");
  for (const room of ["edge-handlers", "modules"]) mkdirSync(join(root, room));
  const settings = state === "local" ? { type: "local" } : { type: "s3", bucket: "kills-state", region: "us-east-1" };
  const environment = {
    account,
    state: settings,
    protections: { preventDestroy: false },
    handlers: {},
    distributions: {},
  };
  write(
    "environments/index.ts",
    `export const environmentNames = ["local"];\nexport const loadEnvironment = async () => (${JSON.stringify(environment)});\n`,
  );
  write("main.tf", configuration(state));
  write(
    "stacks/write.ts",
    `import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
export function writeStacks(out, build) {
  const folder = out + "/stacks/site-local";
  mkdirSync(folder, { recursive: true });
  mkdirSync(build, { recursive: true });
  writeFileSync(build + "/manifest.json", JSON.stringify({ functions: [], behaviors: [], placements: [], stores: [] }));
  writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { "site-local": { dependencies: [] } } }));
  copyFileSync(${JSON.stringify(lock)}, folder + "/.terraform.lock.hcl");
  copyFileSync("main.tf", folder + "/cdk.tf");
  writeFileSync(folder + "/metadata.json", JSON.stringify({ "//": { featheredge: { kind: "distribution", environment: "local", name: "site" } } }));
  copyFileSync("page.txt", folder + "/page.txt");
}
`,
  );
  write(
    "stacks/main.ts",
    `import { writeStacks } from "./write.ts";
writeStacks(process.env.CDKTF_OUTDIR, ".featheredge/build/local");
`,
  );
  write(
    "stacks/worker/main.ts",
    `import { digestFiles } from ${JSON.stringify(join(repository, "stacks/worker/digest-files.ts"))};
import { writeStacks } from "../write.ts";
let last;
process.on("message", ({ id, type, directory }) => {
  if (type === "publish") writeStacks("cdktf.out", ".featheredge/build/local");
  else {
    writeStacks(directory, directory + "/build");
    last = { number: id, files: digestFiles(directory + "/stacks") };
  }
  process.send({ id, warnings: [], ...last, memory: process.memoryUsage.rss() });
});
process.once("disconnect", () => process.exit());
`,
  );
  return root;
}

const s3Backend = `backend "s3" {
    bucket       = "kills-state"
    key          = "site-local/terraform.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }`;

const configuration = (state: "local" | "s3") => `
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
  ${state === "s3" ? s3Backend : 'backend "local" {\n    path = "terraform.tfstate"\n  }'}
}
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${account}"]
}
resource "aws_s3_bucket" "site" {
  bucket        = "${names.bucket}"
  force_destroy = true
}
resource "aws_s3_object" "page" {
  bucket       = aws_s3_bucket.site.bucket
  key          = "page.txt"
  content      = file("\${path.module}/page.txt")
  content_type = "text/plain"
}
resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "\${aws_s3_bucket.site.arn}/*"
      Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.site.arn } }
    }]
  })
}
resource "aws_iam_role" "site" {
  name = "${names.role}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}
resource "aws_ssm_parameter" "store" {
  name  = "${names.parameter}"
  type  = "String"
  value = aws_cloudfront_key_value_store.site.arn
}
resource "aws_cloudfront_key_value_store" "site" {
  name = "${names.store}"
}
resource "aws_cloudfrontkeyvaluestore_keys_exclusive" "site" {
  key_value_store_arn = aws_cloudfront_key_value_store.site.arn
  resource_key_value_pair {
    key   = "color"
    value = "green"
  }
  lifecycle {
    ignore_changes = [resource_key_value_pair]
  }
}
resource "aws_cloudfront_function" "site" {
  name                         = "kills-function"
  runtime                      = "cloudfront-js-2.0"
  key_value_store_associations = [aws_cloudfront_key_value_store.site.arn]
  code                         = <<-EOT
    import cf from "cloudfront";
    async function handler(event) {
      event.response.headers["x-color"] = { value: await cf.kvs().get("color") };
      return event.response;
    }
  EOT
  lifecycle {
    create_before_destroy = true
  }
}
resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "kills"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  wait_for_deployment = false
  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    function_association {
      event_type   = "viewer-response"
      function_arn = aws_cloudfront_function.site.arn
    }
  }
  origin {
    origin_id                = "site"
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
`;
