import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DiagnosticError, isDiagnosticError } from "@featheredge/diagnostics";
import { z } from "zod";
import { permissionsFile } from "../bootstrap/missing-permissions.ts";
import { type Files, pack, unpack } from "../plans/archive.ts";
import { readStackFolder, writeStackFolder } from "../plans/stack-folder.ts";
import { buildDirectory } from "../project/build-manifest.ts";
import { readStacks, stackDirectory, synthesisDirectory } from "../project/stacks.ts";

const stackName = z.string().regex(/^[\w-]+$/);

const headerSchema = z.object({
  version: z.literal(1),
  /** The commit that was synthesized; missing outside of git. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .optional(),
  environments: z.array(z.string()),
  stacks: z.array(z.object({ name: stackName, environment: z.string(), dependencies: z.array(stackName) })),
});

/** The output of a synthesis in one file: a job that must not run the code of a change can plan it. */
export interface Bundle extends z.output<typeof headerSchema> {
  /** `stacks/<stack>/…`, `build/<environment>/…` and `permissions/<environment>.json`, by path. */
  readonly files: Files;
}

/** Packs the last synthesis of environments. Equal syntheses give equal bytes. */
export function packBundle(root: string, environments: readonly string[], commit: string | undefined): Buffer {
  const stacks = environments.flatMap((name) => readStacks(root, name));
  const header: z.input<typeof headerSchema> = {
    version: 1,
    commit,
    environments: [...environments],
    stacks: stacks.map(({ name, environment, dependencies }) => ({
      name,
      environment,
      dependencies: [...dependencies],
    })),
  };
  const folders = [
    ...stacks.map(({ name, directory }) => [`stacks/${name}`, directory] as const),
    ...environments.map((name) => [`build/${name}`, buildDirectory(root, name)] as const),
  ];
  const files = folders
    .filter(([, directory]) => existsSync(directory))
    .flatMap(([prefix, directory]) =>
      [...readStackFolder(directory)].map(([path, data]): [string, Buffer] => [`${prefix}/${path}`, data]),
    );
  const permissions = environments
    .filter((name) => existsSync(permissionsFile(root, name)))
    .map((name): [string, Buffer] => [`permissions/${name}.json`, readFileSync(permissionsFile(root, name))]);
  return pack(header, new Map([...files, ...permissions]));
}

/** SHA-256 of a bundle, in hex. */
export function bundleDigest(packed: Buffer): string {
  return createHash("sha256").update(packed).digest("hex");
}

/**
 * Reads a bundle.
 * @param expected - Its digest as the synthesis reported it; undefined: any.
 * @throws {DiagnosticError} when the file is missing or damaged, or has another digest
 */
export function readBundle(file: string, expected: string | undefined): Bundle {
  if (!existsSync(file)) throw unusable(file, "does not exist.");
  const packed = readFileSync(file);
  const digest = bundleDigest(packed);
  if (expected !== undefined && digest !== expected) {
    throw unusable(file, `has the digest ${digest}, but ${expected} was synthesized. It was altered since.`);
  }
  try {
    const { header, files } = unpack(packed);
    return { ...headerSchema.parse(header), files };
  } catch (error) {
    if (!isDiagnosticError(error) && !(error instanceof z.ZodError)) throw error;
    throw unusable(file, "is damaged, or was written by another version of featheredge.");
  }
}

function unusable(file: string, message: string): DiagnosticError {
  const fix = "Synthesize again: featheredge synth <environment> --bundle <file>";
  return DiagnosticError.of("FE-CLI-142", { subject: file, message, fix });
}

/** Puts an environment's part of a bundle where a synthesis of this project would have written it. */
export function installBundle(root: string, bundle: Bundle, environment: string): void {
  const stacks = bundle.stacks.filter((stack) => stack.environment === environment);
  for (const { name } of stacks) writeStackFolder(stackDirectory(root, name), filesBelow(bundle, `stacks/${name}`));
  const build = buildDirectory(root, environment);
  rmSync(build, { recursive: true, force: true });
  for (const [path, data] of filesBelow(bundle, `build/${environment}`)) {
    const file = join(build, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, data);
  }
  const permissions = bundle.files.get(`permissions/${environment}.json`);
  rmSync(permissionsFile(root, environment), { force: true });
  if (permissions !== undefined) {
    mkdirSync(dirname(permissionsFile(root, environment)), { recursive: true });
    writeFileSync(permissionsFile(root, environment), permissions);
  }
  const entries = stacks.map(({ name, dependencies }) => [name, { name, dependencies }] as const);
  const manifest = { stacks: Object.fromEntries(entries), version: "" };
  writeFileSync(join(synthesisDirectory(root), "manifest.json"), JSON.stringify(manifest, undefined, 2));
}

/** The files of a folder of a bundle, by their paths in it. */
export function filesBelow({ files }: Pick<Bundle, "files">, folder: string): Files {
  const prefix = `${folder}/`;
  const inside = [...files].filter(([path]) => path.startsWith(prefix));
  return new Map(inside.map(([path, data]) => [path.slice(prefix.length), data]));
}
