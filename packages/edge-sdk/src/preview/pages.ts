import type { LambdaHeaders, LambdaResponse } from "../lambda-event.ts";

/** The header by which a request selects a preview, and in which responses name theirs. */
export const previewHeader = "x-featheredge-preview";

/** Keeps previews out of search engines. @see https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag */
const robotsHeader = "x-robots-tag";

/** Adds to a response's headers the preview that it is of. */
export function markHeaders(headers: LambdaHeaders, name: string): LambdaHeaders {
  return {
    ...headers,
    [previewHeader]: [{ key: "X-Featheredge-Preview", value: name }],
    [robotsHeader]: [{ key: "X-Robots-Tag", value: "noindex" }],
  };
}

/** The answer to a request that selects no preview, or one that does not exist. It does not list the previews. */
export function notFoundPage(name: string | undefined, domainName: string | undefined): LambdaResponse {
  const title = name === undefined ? "No preview is selected" : `There is no preview '${escaped(name)}'`;
  const byHost = domainName === undefined ? "" : `the host name <code>&lt;name&gt;.${domainName}</code> or `;
  const why =
    name === undefined
      ? ""
      : "<p>Its pull request may be closed, or its preview is not up yet: a new one answers within some seconds.</p>";
  const body = `<!doctype html>
<meta charset="utf-8"><title>${title}</title>
<h1>${title}</h1>
${why}<p>A preview is selected by ${byHost}the request header <code>${previewHeader}: &lt;name&gt;</code>.</p>
<p><code>featheredge preview list &lt;environment&gt;</code> lists the previews.</p>
`;
  return {
    status: "404",
    statusDescription: "Not Found",
    headers: {
      "cache-control": [{ key: "Cache-Control", value: "no-store" }],
      "content-type": [{ key: "Content-Type", value: "text/html; charset=utf-8" }],
      [robotsHeader]: [{ key: "X-Robots-Tag", value: "noindex" }],
    },
    body,
  };
}

/** The name comes from the request, so it may be markup. */
function escaped(text: string): string {
  return text.slice(0, 60).replace(/[^\w.-]/g, "?");
}
