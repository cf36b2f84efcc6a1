import type { HeaderList } from "../edge-functions.ts";
import type { ViewerRequest } from "../server/viewer-request.ts";
import { viewerCountry } from "./geo.ts";

const prefix = "cloudfront-";

/**
 * A viewer's headers with the `CloudFront-*` ones that policies ask for. What the viewer itself sent by such a name is
 * taken out, as only CloudFront says these.
 *
 * @param wanted in lower case
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function withViewerHeaders(viewer: ViewerRequest, headers: HeaderList, wanted: ReadonlySet<string>): HeaderList {
  const isOurs = (name: string) => name.length > prefix.length && name.slice(0, prefix.length).toLowerCase() === prefix;
  if (wanted.size === 0 && !headers.some(([name]) => isOurs(name))) return headers;
  const added: (readonly [string, string | undefined])[] = [
    ["CloudFront-Forwarded-Proto", viewer.protocol],
    ["CloudFront-Viewer-Address", `${viewer.clientIp}:${viewer.clientPort}`],
    ["CloudFront-Viewer-Country", viewerCountry(viewer.headers)],
    ["CloudFront-Viewer-Http-Version", viewer.httpVersion],
  ];
  return [
    ...headers.filter(([name]) => !isOurs(name)),
    ...added.flatMap(([name, value]) =>
      value !== undefined && wanted.has(name.toLowerCase()) ? [[name, value] as const] : [],
    ),
  ];
}
