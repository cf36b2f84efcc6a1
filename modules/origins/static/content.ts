import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object/index.js";
import { type ITerraformDependable, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { ForgottenResource } from "../../forgotten-resource.ts";

/** Content types by a file's extension. */
const contentTypes = {
  css: "text/css; charset=utf-8",
  gif: "image/gif",
  html: "text/html; charset=utf-8",
  ico: "image/vnd.microsoft.icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff2: "font/woff2",
  xml: "application/xml",
};

/** Short, since nothing notifies CloudFront and browsers of a change: pages are stale for a minute at most, assets for ten. */
const pageCaching = "public, max-age=0, s-maxage=60";
const assetCaching = "public, max-age=600";

/**
 * One resource for all files, so that a pull request shows a rule and the plan shows the files.
 *
 * @param settings settings of the bucket that must be in effect before the first upload
 */
export function uploadContent(
  scope: Construct,
  bucket: S3Bucket,
  settings: ITerraformDependable[],
  folder: string,
): void {
  const types = new TerraformLocal(scope, "content-types", contentTypes);
  // Written as templates: cdktf's own functions escape a reference to path.module.
  const path = `\${path.module}/${folder}`;
  const ending = 'lower(reverse(split(".", each.value))[0])';
  const content = new S3Object(scope, "content", {
    bucket: bucket.id,
    key: "${each.value}",
    source: `${path}/\${each.value}`,
    sourceHash: `\${filemd5("${path}/\${each.value}")}`,
    contentType: `\${lookup(${localAddress(types)}, ${ending}, "application/octet-stream")}`,
    cacheControl: `\${startswith(each.value, "assets/") ? "${assetCaching}" : "${pageCaching}"}`,
    dependsOn: settings,
  });
  content.addOverride("for_each", `\${fileset("${path}", "**")}`);
}

/**
 * Leaves objects that Terraform uploaded earlier in the bucket, for `featheredge content sync` to go on with: otherwise
 * the site would be empty from the apply until the sync.
 */
export function forgetUploadedContent(scope: Construct): void {
  new ForgottenResource(scope, "content", "aws_s3_object");
}

function localAddress(local: TerraformLocal): string {
  return `local.${local.friendlyUniqueId}`;
}
