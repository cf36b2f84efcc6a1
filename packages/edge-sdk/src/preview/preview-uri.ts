/** The preview that a request is for, as the dispatcher writes it into the request after viewer request. */
export interface Selection {
  readonly name: string;
  /** SHA-256 of the preview's code, hexadecimal. */
  readonly code: string;
  /** The index of the behavior. It is chosen by the viewer's path, which functions may change. */
  readonly behavior: number;
  /** Set if the functions at viewer request are still to run: a text that makes the cache key unique. */
  readonly pending?: string | undefined;
}

const form = /^([a-z0-9-]+)\/([0-9a-f]{64})\.(\d+)(?:\.([0-9a-f-]+))?$/;

/** A selection as text: `pr-12/<sha256>.0`. */
export function selectionText({ name, code, behavior, pending }: Selection): string {
  return `${name}/${code}.${behavior}${pending === undefined ? "" : `.${pending}`}`;
}

/** A selection from its text; undefined if the text has another form. */
export function parseSelection(text: string): Selection | undefined {
  const [, name, code, behavior, pending] = form.exec(text) ?? [];
  if (name === undefined || code === undefined) return undefined;
  return { name, code, behavior: Number(behavior), ...(pending === undefined ? {} : { pending }) };
}

/** The path of a request to the cache: previews, and versions of one preview, have different keys. */
export function cachedUri(selection: Selection, uri: string): string {
  return `/${selectionText(selection)}${uri}`;
}

/** The selection and the path in the path of a request to the cache; undefined if it was not made by {@link cachedUri}. */
export function parseCachedUri(cached: string): { readonly selection: Selection; readonly uri: string } | undefined {
  const end = cached.indexOf("/", cached.indexOf("/", 1) + 1);
  const selection = end < 0 ? undefined : parseSelection(cached.slice(1, end));
  return selection && { selection, uri: cached.slice(end) };
}
