import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { LoopbackClient } from "@featheredge/loopback";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import { loopbackDirectory } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { readBuildManifest } from "../project/build-manifest.ts";
import type { Environment } from "../project/registry.ts";

/** Functions run in Lambda@Edge's home, and read their secrets there. */
const region = "us-east-1";

/**
 * Makes up the secrets that an environment's functions read, where the loopback has none: on AWS somebody puts them
 * there by hand. A copy is kept for the user alone, so that tokens can be signed with it.
 */
export async function fillSecrets(
  { root, output }: Context,
  loopback: LoopbackClient,
  name: string,
  { account }: Environment,
): Promise<void> {
  const { functions, stores = [] } = readBuildManifest(root, name);
  const parameters = stores.map(({ parameter }) => parameter);
  const secrets = new Set(
    functions.flatMap((edgeFunction) => edgeFunction.secrets).filter((secret) => !parameters.includes(secret)),
  );
  for (const secret of secrets) {
    const file = join(loopbackDirectory(root), "secrets", account, ...secret.split("/").filter(Boolean));
    const kept = existsSync(file) ? readFileSync(file, "utf8") : "";
    const value = kept || randomBytes(32).toString("base64url");
    // The file first: a process that is killed in between leaves no secret whose value is unknown.
    if (kept === "") {
      makePrivateFolder(dirname(file));
      replaceFile(file, value);
    }
    if (!(await loopback.ensureSecret({ account, region, name: secret, value }))) {
      // The parameter has a value of the user's.
      if (kept === "") rmSync(file);
      continue;
    }
    output.progress(`Made up the secret ${secret}; its value is in ${relative(root, file)}`);
  }
}
