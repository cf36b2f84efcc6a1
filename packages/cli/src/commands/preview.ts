import { randomUUID } from "node:crypto";
import { DiagnosticError } from "@featheredge/diagnostics";
import { isPreviewName, previewHeader } from "@featheredge/edge-sdk/preview";
import { type AwsTarget, ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { writeOutputs } from "../github/outputs.ts";
import { findProvenance } from "../plans/provenance.ts";
import {
  type BuiltPreviews,
  collectPreviews,
  type DistributionPreview,
  readPreviews,
  writePreviews,
} from "../preview/built.ts";
import { closedPreviews, listPreviews, previewUrl } from "../preview/list.ts";
import { putUp } from "../preview/put-up.ts";
import { openPreviews, type PreviewResources, previewedDistributions } from "../preview/resources.ts";
import { takeDown } from "../preview/take-down.ts";
import { environmentNames, loadEnvironment } from "../project/registry.ts";
import { buildHandlers, buildStacks } from "../project/synthesis.ts";

export interface PreviewCommand {
  /** The environment's name. */
  readonly name: string;
  /** A key of its distributions. @default all that have previews */
  readonly distribution: string | undefined;
  readonly loopback: boolean;
  readonly json: boolean;
}

/** Builds a preview without any AWS, and packs it into one file for `preview up`. @param environment undefined: all that have previews */
export async function buildPreview(
  context: Context,
  environment: string | undefined,
  { preview, to, json }: { readonly preview: string; readonly to: string; readonly json: boolean },
): Promise<void> {
  checkPreviewName(preview);
  const { root, env, output } = context;
  const names = environment === undefined ? await environmentNames(root) : [environment];
  const previewed: { environment: string; distribution: string }[] = [];
  for (const name of names) {
    const { distributions } = await loadEnvironment(root, name);
    const keys = Object.keys(distributions).filter((key) => distributions[key]?.preview !== undefined);
    previewed.push(...keys.map((distribution) => ({ environment: name, distribution })));
  }
  const environments = [...new Set(previewed.map((one) => one.environment))];
  if (environments.length > 0) await buildHandlers(context, environments, { preview });
  const digest = writePreviews(
    to,
    collectPreviews(root, previewed, { name: preview, commit: await commitOf(context) }),
  );
  writeOutputs(env, { digest });
  const report = { name: preview, file: to, digest, previews: previewed };
  output.print(json ? document(report) : `${digest}  ${to}\n`);
}

/**
 * Puts a preview up, or up to date.
 *
 * @param options `from`: the file that `preview build` wrote; undefined builds the checkout. `digest`: the file's SHA-256
 */
export async function previewUp(
  context: Context,
  command: PreviewCommand,
  options: { readonly preview: string; readonly from: string | undefined; readonly digest: string | undefined },
): Promise<void> {
  const { preview, from, digest } = options;
  checkPreviewName(preview);
  const { root, output, interruption } = context;
  const given = from === undefined ? undefined : readPreviews(from, preview, digest);
  const commit = given === undefined ? await commitOf(context) : undefined;
  const reports: object[] = [];
  await withPreviews(context, command, from === undefined ? preview : undefined, async (distribution, resources) => {
    const named = { environment: command.name, distribution };
    const built = given ?? collectPreviews(root, [named], { name: preview, commit });
    const { changed } = await putUp({
      built,
      preview: previewOf(built, named),
      resources,
      now: new Date(),
      stop: interruption.stop,
      onProgress: output.progress,
      newId: randomUUID,
    });
    const url = previewUrl(resources, preview);
    reports.push({ distribution, url, host: resources.hostName, header: `${previewHeader}: ${preview}`, changed });
    writeOutputs(context.env, { url });
    if (command.json) return;
    const how = resources.domainName === undefined ? ` with the header ${previewHeader}: ${preview}` : "";
    output.print(`${distribution}: ${url}${how}${changed ? "" : " (no changes)"}\n`);
  });
  if (command.json) output.print(document({ environment: command.name, name: preview, previews: reports }));
}

/** The part of a build that is of one distribution. */
function previewOf(
  { name, previews }: BuiltPreviews,
  { environment, distribution }: { readonly environment: string; readonly distribution: string },
): DistributionPreview {
  const own = previews.find((one) => one.environment === environment && one.distribution === distribution);
  if (own !== undefined) return own;
  throw DiagnosticError.of("FE-CLI-149", {
    subject: name,
    message: `The file has no preview of '${distribution}' in '${environment}'.`,
    fix: `Build it: featheredge preview build ${environment} --name ${name} --to <file>`,
  });
}

/** Removes a preview: its entry, values, code and content. */
export async function previewDown(context: Context, command: PreviewCommand, preview: string): Promise<void> {
  checkPreviewName(preview);
  await removePreviews(context, command, async () => [preview]);
}

/** Removes the previews of pull requests that are not open. @param open their numbers */
export async function previewSweep(
  context: Context,
  command: PreviewCommand,
  open: ReadonlySet<number>,
): Promise<void> {
  await removePreviews(context, command, async (resources) =>
    closedPreviews(
      (await listPreviews(resources)).map(({ name }) => name),
      open,
    ),
  );
}

async function removePreviews(
  context: Context,
  command: PreviewCommand,
  chosen: (resources: PreviewResources) => Promise<readonly string[]>,
): Promise<void> {
  const { output, interruption } = context;
  const reports: { distribution: string; name: string; removed: boolean }[] = [];
  await withPreviews(context, command, undefined, async (distribution, resources) => {
    for (const name of await chosen(resources)) {
      const removed = await takeDown(resources, name, interruption.stop);
      reports.push({ distribution, name, removed });
      if (!command.json) output.print(`${distribution}: ${name} ${removed ? "is removed" : "was not up"}\n`);
    }
  });
  if (command.json) output.print(document({ environment: command.name, previews: reports }));
}

/** Lists the previews of an environment. */
export async function previewList(context: Context, command: PreviewCommand): Promise<void> {
  const { output } = context;
  const reports: object[] = [];
  await withPreviews(context, command, undefined, async (distribution, resources) => {
    const previews = await listPreviews(resources);
    reports.push({ distribution, host: resources.hostName, previews });
    if (command.json) return;
    const lines = previews.map(({ name, isUp, url, updated, commit }) =>
      isUp ? `${name}  ${url}  ${updated}  ${commit?.slice(0, 12) ?? ""}`.trimEnd() : `${name}  incomplete`,
    );
    output.print(lines.length === 0 ? `${distribution}: no previews\n` : lines.map((line) => `${line}\n`).join(""));
  });
  if (command.json) output.print(document({ environment: command.name, distributions: reports }));
}

/** Opens the previews of each distribution that the command names. @param preview built with the stacks, if given */
async function withPreviews(
  context: Context,
  { name, distribution: only, loopback }: PreviewCommand,
  preview: string | undefined,
  work: (distribution: string, resources: PreviewResources) => Promise<void>,
): Promise<void> {
  const environment = await loadEnvironment(context.root, name);
  const distributions = previewedDistributions(name, environment, only);
  await requireTools(context.env, loopback);
  const opening: Promise<AwsTarget> = loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name, { typeChecked: false, preview }));
  try {
    for (const distribution of distributions) {
      const resources = await openPreviews(context, target, { name, environment, distribution });
      try {
        await work(distribution, resources);
      } finally {
        resources.store.close();
      }
    }
  } finally {
    await target.close();
  }
}

async function commitOf({ root, env }: Context): Promise<string | undefined> {
  const { commit, modified } = await findProvenance(root, env);
  return modified === true ? undefined : commit;
}

/** @throws DiagnosticError if a preview can't have the name */
function checkPreviewName(name: string): void {
  if (isPreviewName(name)) return;
  throw DiagnosticError.of("FE-CLI-148", {
    subject: name,
    message: `'${name}' can't be the name of a preview: it is one label of a host name.`,
    fix: "Use lower-case letters, digits and inner '-', 40 characters at most, such as 'pr-12'.",
  });
}

function document(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
