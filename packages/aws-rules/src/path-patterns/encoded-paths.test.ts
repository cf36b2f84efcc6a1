import { describe, expect, it } from "vitest";
import { checkBehaviorOrder, findEncodedPath, type OrderedBehavior } from "../index.ts";

const auth = "'members-auth' at viewer-request";

/** A behavior of the bucket `pages` unless another one is given; guarded if something runs at viewer-request. */
function behavior(
  pattern: string,
  guards: readonly string[] = [],
  bucket: string | undefined = "pages",
): OrderedBehavior {
  return { pattern, owner: `behavior ${pattern}`, runs: guards, guards, bucket };
}

const fallback: OrderedBehavior = { ...behavior("*"), owner: "defaultBehavior", isDefault: true };

function found(...behaviors: readonly OrderedBehavior[]) {
  const guarded = behaviors.find(({ pattern }) => pattern.startsWith("/members"));
  const path = guarded && findEncodedPath(behaviors, guarded);
  return path && [path.path, path.servedBy.owner];
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
describe("findEncodedPath", () => {
  it("finds a request that CloudFront does not match with the guarded pattern, and S3 decodes to one of its keys", () => {
    expect(found(behavior("/members/*", [auth]), fallback)).toEqual(["/members%2F", "defaultBehavior"]);
    const others = [behavior("/*/x"), { ...fallback, bucket: "other" }];
    expect(found(behavior("/members/*", [auth]), ...others)).toEqual(["/members%2F/x", "behavior /*/x"]);
    expect(found(behavior("/members@*", [auth]), fallback)).toEqual(["/members%40", "defaultBehavior"]);
  });

  it.each<[string, ...OrderedBehavior[]]>([
    ["a behavior without guards", behavior("/members/*"), fallback],
    ["another bucket", behavior("/members/*", [auth], "private"), fallback],
    [
      "a server, which may or may not decode",
      { ...behavior("/members/*", [auth]), bucket: undefined },
      { ...fallback, bucket: undefined },
    ],
    ["another behavior that has its own guard", behavior("/members/*", [auth]), { ...fallback, guards: [auth] }],
    ["a pattern without a character that can be encoded", behavior("/members*", [auth]), fallback],
    ["paths of another folder", behavior("/assets/*"), behavior("/members/*", [auth]), { ...fallback, bucket: "b" }],
    [
      "objects that are served without the guard anyway",
      behavior("/members/*.css"),
      behavior("*.css"),
      behavior("/members/*", [auth]),
      { ...fallback, bucket: "b" },
    ],
    [
      "encoded paths that are guarded, too",
      behavior("/members/*", [auth]),
      behavior("/members?2F*", [auth]),
      behavior("/members?2f*", [auth]),
      fallback,
    ],
  ])("finds none for %s", (_, ...behaviors) => {
    expect(found(...behaviors)).toBeUndefined();
  });

  it("is a warning of the check of a distribution", () => {
    const behaviors = [behavior("/members/*", [auth]), fallback];
    expect(checkBehaviorOrder(behaviors).map(({ behavior: { owner }, diagnostic }) => [owner, diagnostic])).toEqual([
      [
        "behavior /members/*",
        {
          rule: "FE-DST-023",
          message:
            "The path pattern '/members/*' does not get requests for its objects whose path is percent-encoded: /members%2F goes to the default behavior (defaultBehavior), without 'members-auth' at viewer-request, and S3 reads it as /members/ of the same bucket.",
          fix: "Give '/members/*' its own origin, or have a viewer-request function of the other behavior refuse paths with '%2F' or '%2f'.",
          page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization",
          severity: "warning",
          subject: "/members/*",
          at: undefined,
        },
      ],
    ]);
  });
});
