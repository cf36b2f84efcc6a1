import { matchPathPattern, normalizePath } from "@featheredge/aws-rules";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { BuildManifest } from "./build-manifest.ts";

/**
 * The manifest with the placements of one behavior of each distribution.
 *
 * @param named the behavior's path pattern or key, or the path of a request: then the behavior that serves it, as
 *   CloudFront finds it by the normalized path. All placements if undefined.
 * @throws DiagnosticError if no function runs there
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
 */
export function selectPlacements(build: BuildManifest, named: string | undefined): BuildManifest {
  if (named === undefined) return build;
  const exact = build.behaviors.filter(({ path, key }) => path === named || key === named);
  const isPath = named.startsWith("/") && !named.includes("*") && exact.length === 0;
  const behaviors = isPath ? behaviorsServing(build, named) : exact;
  const placements = build.placements.filter(({ key }) => behaviors.some((behavior) => behavior.key === key));
  if (placements.length > 0) return { ...build, placements };
  const known = [...new Set(build.behaviors.map(({ path }) => `'${path}'`))];
  const subject = isPath ? `${named} goes to ${listOf(behaviors)}` : `'${build.environment}' has a behavior '${named}'`;
  throw DiagnosticError.of("FE-CLI-004", {
    subject: named,
    ...(behaviors.length === 0
      ? {
          message: `'${build.environment}' has no behavior '${named}'.`,
          fix: `Name one by its path pattern or by a request's path: ${known.join(", ")}.`,
        }
      : { message: `${subject}, which runs no function.` }),
  });
}

/** The behavior of each distribution that serves a request's path: the first that matches, else the default one. */
function behaviorsServing({ behaviors }: BuildManifest, path: string): BuildManifest["behaviors"] {
  const normal = normalizePath(path.replace(/\?.*$/, ""));
  return [...new Set(behaviors.map(({ distribution }) => distribution))].flatMap((distribution) => {
    const own = behaviors.filter((behavior) => behavior.distribution === distribution);
    const matching = own.find((behavior) => !behavior.isDefault && matchPathPattern(behavior.path, normal));
    return matching ?? own.find(({ isDefault }) => isDefault) ?? [];
  });
}

function listOf(behaviors: BuildManifest["behaviors"]): string {
  return behaviors.map(({ path, key }) => `'${path}' (${key})`).join(" and ");
}
