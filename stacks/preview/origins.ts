import type { Environment } from "#environments";
import { staticOriginOptions } from "#modules/origins/static/options.ts";

type Origins = Environment["distributions"][string]["origins"];

/**
 * The origins of a distribution's previews: separate buckets for static content, which `featheredge preview up` fills,
 * and otherwise the distribution's. The policy of a bucket that exists stays as the distribution's stack makes it.
 */
export function previewOrigins({ origins }: Pick<Environment["distributions"][string], "origins">): Origins {
  return Object.fromEntries(
    Object.entries(origins).map(([key, options]): [string, Origins[string]] => {
      if (options.type === "s3") return [key, { ...options, bucketPolicy: "print" }];
      if (options.type !== "static") return [key, options];
      const { sseAlgorithm: _, kmsMasterKeyId: __, originPath: ___, ...rest } = options;
      return [key, staticOriginOptions.parse({ ...rest, content: { from: contentFolder(options) ?? "content" } })];
    }),
  );
}

/** The folder with the content of a static origin, relative to the repository; undefined if another pipeline fills it. */
export function contentFolder({ content }: Extract<Origins[string], { type: "static" }>): string | undefined {
  return typeof content === "object" ? content.from : content;
}
