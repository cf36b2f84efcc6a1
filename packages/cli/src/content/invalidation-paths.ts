import { accountQuotas, prices } from "@featheredge/aws-rules";

export interface PathOptions {
  /** Keys without the origin's path, so that a slash before one makes it a URL's path. */
  readonly keys: readonly string[];
  readonly indexDocument: string;
  /** The object that answers `/`; undefined if there is none. */
  readonly defaultRootObject: string | undefined;
  /** True if functions may have served a folder's page for the folder's URL. */
  readonly hasFolderUrls: boolean;
  /** More paths than this are replaced by wildcards. */
  readonly maxPaths: number;
}

export interface InvalidationPaths {
  readonly paths: readonly string[];
  /** True if wildcards replace single paths, and empty more of the cache than has changed. */
  readonly isWider: boolean;
}

/**
 * The paths to invalidate after objects changed. A folder's page is cached under the URL that viewers request (`/about/`)
 * if a function rewrites it at origin request, and under its own (`/about/index.html`) if at viewer request: both are
 * invalidated.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function invalidationPaths(options: PathOptions): InvalidationPaths {
  const { keys, maxPaths } = options;
  const paths = [...new Set(keys.flatMap((key) => pathsOf(key, options)))].sort();
  if (paths.length <= maxPaths) return { paths, isWider: false };
  return { paths: wildcards(paths), isWider: true };
}

/** An estimate of what an invalidation costs if the month's free paths are used up, in US dollars. */
export function invalidationCost(paths: readonly string[]): number {
  return paths.length * prices.invalidationPath.value;
}

function pathsOf(key: string, { indexDocument, defaultRootObject, hasFolderUrls }: PathOptions): string[] {
  const paths = [encodeURI(`/${key}`)];
  if (key === defaultRootObject) paths.push("/");
  if (hasFolderUrls && (key === indexDocument || key.endsWith(`/${indexDocument}`))) {
    const folder = encodeURI(`/${key.slice(0, -indexDocument.length)}`);
    paths.push(folder);
    if (folder !== "/") paths.push(folder.slice(0, -1));
  }
  return paths;
}

/** Wildcards of the deepest level of folders that has no more than CloudFront processes at once. */
function wildcards(paths: readonly string[]): string[] {
  const most = accountQuotas.invalidationWildcardsInProgress.value;
  const depth = Math.max(...paths.map((path) => path.split("/").length));
  for (let segments = depth; segments > 2; segments--) {
    const covering = new Set<string>();
    for (const path of paths) {
      const parts = path.split("/");
      covering.add(parts.length < segments ? path : `${parts.slice(0, segments - 1).join("/")}/*`);
    }
    if (covering.size <= most) return [...covering].sort();
  }
  return ["/*"];
}
