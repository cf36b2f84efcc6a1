import { CloudFrontError } from "../protocol/errors.ts";

interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | string | undefined;
}

interface Page<R> {
  readonly items: readonly R[];
  /** The members that every page of a list has. `NextMarker` is the last item's id. */
  readonly about: {
    readonly Marker: string;
    readonly NextMarker: string | undefined;
    readonly MaxItems: number;
    readonly IsTruncated: boolean;
    readonly Quantity: number;
  };
}

/**
 * Takes one page of a list, 100 items by default, beginning after the marker.
 * @param order - Default: by id, so that no page misses or repeats a resource when others are created or deleted between
 * two pages.
 * @throws {CloudFrontError} `InvalidArgument` when MaxItems is not a number above 0.
 */
export function pageOf<R extends { readonly id: string }>(
  records: Iterable<R>,
  input: PageInput,
  order?: (a: R, b: R) => number,
): Page<R> {
  const most = input.MaxItems === undefined ? 100 : Number(input.MaxItems);
  if (!Number.isInteger(most) || most < 1) {
    throw new CloudFrontError("InvalidArgument", `MaxItems is ${input.MaxItems}; it must be a number above 0.`);
  }
  const marker = input.Marker ?? "";
  const all = Array.from(records).sort(order ?? ((a, b) => (a.id < b.id ? -1 : 1)));
  const rest =
    order === undefined ? all.filter(({ id }) => id > marker) : all.slice(all.findIndex(({ id }) => id === marker) + 1);
  const items = rest.slice(0, most);
  const isTruncated = rest.length > items.length;
  return {
    items,
    about: {
      Marker: marker,
      NextMarker: isTruncated ? items.at(-1)?.id : undefined,
      MaxItems: most,
      IsTruncated: isTruncated,
      Quantity: items.length,
    },
  };
}
