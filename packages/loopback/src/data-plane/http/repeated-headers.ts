type Header = readonly [name: string, value: string];

/** Limits, since viewers choose names and values: at most about a megabyte. */
const mostNames = 1_000;
const mostCharacters = 1_000;

/** The newest header of each name. */
const newest = new Map<string, Header>();

/**
 * A header as a pair: the same object as the last time if its value is the same. Traces keep the headers of many requests,
 * and most of them repeat those of the request before.
 */
export function repeatedHeader(name: string, value: string): Header {
  const known = newest.get(name);
  if (known !== undefined && known[1] === value) return known;
  const header: Header = [name, value];
  if (name.length + value.length <= mostCharacters && (known !== undefined || newest.size < mostNames))
    newest.set(name, header);
  return header;
}
