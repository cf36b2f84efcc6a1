import type { HeaderList } from "../edge-functions.ts";
import type { Body } from "../http/body.ts";

export interface Compressible {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Body | undefined;
}

/**
 * An origin's answer as it is to be stored and sent, compressed where the behavior and the viewer let it be. Nothing is
 * compressed yet: it stays as the origin sent it.
 *
 * @param _encoding what the viewer takes, as in the cache key: `br,gzip`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
export function compressAnswer<Given extends Compressible>(given: Given, _encoding: string | undefined): Given {
  return given;
}
