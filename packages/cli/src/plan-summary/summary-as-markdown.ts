import { describeWaiting } from "../terraform/dependencies.ts";
import { type Block, folded, foldedCode, joinBlocks, paragraph } from "./markdown-blocks.ts";
import { codeSpan, fenceFor, htmlCode, plainText } from "./markdown-text.ts";
import type { DistributionChange, FunctionChange, PlanSummary, ResourceChange } from "./model.ts";
import {
  actionSigns,
  bootstrapAdvice,
  describeBehavior,
  describeCheck,
  describeEntries,
  describeFunction,
  describeMissing,
  describeTotals,
  describeValue,
  describeWriter,
  dollars,
  groupRemovals,
  otherResources,
  visible,
} from "./wording.ts";

/** The most characters of a comment: GitHub answers 422 to more. @see https://github.com/orgs/community/discussions/41331 */
const mostInComment = 65_536;

export interface MarkdownParts {
  /** Precedes the summary, such as a marker and a heading. */
  readonly heading: string;
  /** Terraform's own text, which is folded at the end. @default omitted */
  readonly terraformText?: string | undefined;
  /** Where the whole summary is: the run's artifact or job summary. */
  readonly wholeUrl?: string | undefined;
  /** Characters as GitHub counts them. @default those of a comment */
  readonly most?: number;
}

/**
 * A plan's summary as GitHub's Markdown, the most important first. A text that is too long is cut at its end, and says
 * so with a link. Names and values are not trusted: none can end its code or mention anyone.
 */
export function summaryAsMarkdown(summary: PlanSummary, parts: MarkdownParts): string {
  const { heading, terraformText, wholeUrl, most = mostInComment } = parts;
  const whole = wholeUrl === undefined ? "The job's log has the whole plan." : `[The whole plan](${wholeUrl}).`;
  const notice = `\n> [!WARNING]\n> This summary is cut: a comment of GitHub's has ${most.toLocaleString("en-US")} characters at most. ${whole}\n`;
  const { distributions, resources } = summary;
  const blocks = [
    paragraph(heading),
    ...totalsBlocks(summary),
    ...permissionBlocks(summary),
    ...removalBlocks(summary),
    ...distributions.map((one) => distributionBlock(one, summary)),
    ...(resources.length === 0 ? [] : [paragraph("#### Other resources", "", ...resourceLines(resources))]),
    ...distributions.flatMap(({ functions }) => functions.flatMap(sourceBlocks)),
    ...distributions.flatMap(({ key, resources: own, functions }) => othersBlock(key, otherResources(own, functions))),
    ...(terraformText === undefined
      ? []
      : [foldedCode("Terraform's own text", "terraform", terraformText.trimEnd().split("\n"))]),
  ];
  return joinBlocks(blocks, most, notice);
}

function totalsBlocks({ stacks, checks }: PlanSummary): Block[] {
  const lines = stacks.map(({ name, totals, outputs, waitsFor }) =>
    waitsFor.length > 0
      ? `- ${codeSpan(name)}: ${plainText(describeWaiting(waitsFor))}`
      : `- ${codeSpan(name)}: **${describeTotals(totals, outputs.length)}**`,
  );
  const results = checks.map((check) => `- ${check.passed ? "✅" : "❌"} ${describeCheck(check, codeSpan)}`);
  return [paragraph(...lines), ...(results.length === 0 ? [] : [paragraph(...results)])];
}

function permissionBlocks({ environment, missingPermissions }: PlanSummary): Block[] {
  if (missingPermissions.length === 0) return [];
  const lines = [
    ...missingPermissions.map((one) => `> - ${describeMissing(one, codeSpan)}`),
    ">",
    `> ${bootstrapAdvice(environment, codeSpan)}`,
  ];
  return [paragraph("> [!WARNING]", "> **Permissions are missing**", ">", ...lines)];
}

function removalBlocks({ removals, unnamed }: PlanSummary): Block[] {
  if (removals.length === 0) return [];
  const lines = groupRemovals(removals).flatMap((group) => {
    const [{ name = "", action = "destroy" } = {}] = group;
    const addresses = group.map(({ address }) => address).filter((address) => address !== name);
    const reasons = [...new Set(group.flatMap((one) => one.reasons))];
    const of = addresses.length === 0 ? "" : ` (${addresses.map(codeSpan).join(", ")})`;
    return [`> - **${action}** ${codeSpan(name)}${of}: ${reasons.map(plainText).join(" ")}`];
  });
  const block = {
    open: "> [!CAUTION]\n> **Destroys and replacements**\n>\n",
    lines: lines.map((line) => `${line}\n`),
    close: "\n",
  };
  if (unnamed.length === 0) return [block];
  const names = [...new Set(unnamed.map(({ name }) => `allow-destroy: ${visible(name).replace(/\s/g, " ")}`))];
  const fence = fenceFor(names);
  const open = `This environment is protected. If these are meant, add to the pull request's description:\n\n${fence}text\n`;
  return [block, { open, lines: names.map((line) => `${line}\n`), close: `${fence}\n\n` }];
}

function distributionBlock(change: DistributionChange, { environment }: PlanSummary): Block {
  const { key, stack, action, settings, behaviors, functions, keyValueStore, functionsPerMonth } = change;
  const { before, after } = functionsPerMonth;
  const cost =
    functions.length === 0 || after === undefined
      ? ""
      : `, functions ${before === undefined || dollars(before) === dollars(after) ? "" : `${dollars(before)} → `}${dollars(after)} a month`;
  const lines = [
    `#### ${codeSpan(`distributions.${key}`)}`,
    "",
    `${action === undefined ? "" : `${action} `}in ${codeSpan(stack)}${cost}`,
    "",
    ...settings.map((one) => `- ${describeValue(one, codeSpan)}`),
    ...behaviors.map((one) => {
      const details = describeBehavior(one, codeSpan);
      return `- behavior ${codeSpan(one.path)} **${one.change}**${details === "" ? "" : `: ${details}`}`;
    }),
    ...functions.flatMap(functionLines),
    ...(keyValueStore === undefined
      ? []
      : [
          `- KeyValueStore, ${describeWriter(keyValueStore, environment, key, codeSpan)}`,
          ...describeEntries(keyValueStore, codeSpan).map((line) => `  - ${line.replace(/^([+~])/, "\\$1")}`),
          ...(keyValueStore.extra.length === 0
            ? []
            : [`  - only in the store: ${keyValueStore.extra.map(codeSpan).join(", ")}`]),
        ]),
  ];
  return paragraph(...lines);
}

function functionLines(change: FunctionChange): string[] {
  return [
    `- function ${codeSpan(change.name)} **${change.change}**: ${describeFunction(change, codeSpan)}`,
    ...change.reasons.map((reason) => `  - ${plainText(reason)}`),
  ];
}

/** The difference of a function's sources, a folded block for each file. */
function sourceBlocks({ name, source }: FunctionChange): Block[] {
  return source.files.map(({ path, added, removed, hunks }) => {
    const file = source.kind === "compiled" ? "compiled code, formatted" : htmlCode(path);
    const lines = hunks.flatMap((hunk) => [`@@ -${hunk.before} +${hunk.after} @@`, ...hunk.lines]);
    return foldedCode(`${htmlCode(name)}: ${file} +${added} −${removed}`, "diff", lines);
  });
}

function othersBlock(key: string, resources: readonly ResourceChange[]): Block[] {
  if (resources.length === 0) return [];
  const count = `${resources.length} other ${resources.length === 1 ? "resource" : "resources"}`;
  return [folded(`${count} of ${htmlCode(`distributions.${key}`)}`, resourceLines(resources))];
}

function resourceLines(resources: readonly ResourceChange[]): string[] {
  return resources.map(({ address, name, action, changes }) => {
    const values = changes.map((one) => describeValue(one, codeSpan)).join("; ");
    const named = name === address ? codeSpan(address) : `${codeSpan(name)} (${codeSpan(address)})`;
    return `- ${actionSigns[action] === "±" ? "**replace**" : action} ${named}${values === "" ? "" : `: ${values}`}`;
  });
}
