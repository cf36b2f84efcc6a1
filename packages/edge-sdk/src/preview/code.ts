/** The four events of a behavior, as Lambda@Edge names them. */
export type PreviewEvent = "viewer-request" | "origin-request" | "origin-response" | "viewer-response";

/** A function of a preview. */
export interface PreviewFunction {
  /** A CommonJS module that exports `handler`, as in the zip of a Lambda@Edge function. */
  readonly code: string;
  /** Set if the function gets the request's body. */
  readonly includeBody?: true;
  /** Set if it takes Lambda's callback. */
  readonly callback?: true;
  /**
   * Set if it reads `CloudFront-Viewer-*` headers at viewer request: the dispatcher then runs it at origin request, since
   * CloudFront adds these headers after the viewer-request functions of Lambda@Edge.
   */
  readonly needsViewerHeaders?: true;
}

/** A behavior of a preview, and the names of its functions. */
export interface PreviewBehavior {
  /** The path pattern; `*` for the default behavior. */
  readonly path: string;
  readonly functions: Readonly<Partial<Record<PreviewEvent, string>>>;
}

/** The handlers of a preview, compiled. The dispatcher reads it as JSON from a bucket, and knows it by its SHA-256. */
export interface PreviewCode {
  readonly version: 1;
  /** The digest of the preview's content. With it, a change of the content alone changes the SHA-256, too. */
  readonly content: string;
  /** The object that answers a request for `/`, without a leading slash. */
  readonly defaultRootObject?: string | undefined;
  /** In the order in which CloudFront compares their paths; the default behavior is the last. */
  readonly behaviors: readonly PreviewBehavior[];
  readonly functions: Readonly<Record<string, PreviewFunction>>;
}

/** The entry of a preview in the KeyValueStore, as JSON under the preview's name. */
export interface PreviewEntry {
  /** SHA-256 of the preview's code, hexadecimal. */
  readonly code: string;
  /** The commit that it was made from. */
  readonly commit?: string | undefined;
  /** When it was written: ISO 8601. */
  readonly updated: string;
}

/** The names of previews. The longest keeps host names and keys of the store within their limits. */
const form = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** True for a name of a preview: one label of a host name, 40 characters at most. */
export function isPreviewName(name: string): boolean {
  return form.test(name);
}

/** The key of a preview's code in the bucket. */
export function codeKey(name: string, sha256: string): string {
  return `${name}/${sha256}.json`;
}

/** The part before the keys of a preview's own values in the KeyValueStore. */
export function valuePrefix(name: string): string {
  return `${name}/`;
}
