import { type RuleId, ruleFamilies, ruleIds, rules } from "./index.ts";
import type { Example, ExampleForm } from "./rule.ts";

/** The command that writes docs/rules.md. */
export const writeRulesPage = "npx featheredge rules --markdown > docs/rules.md";

const languages: Readonly<Record<ExampleForm, string>> = {
  statements: "js",
  handler: "js",
  portable: "ts",
  config: "ts",
  environment: "ts",
  terraform: "hcl",
  json: "json",
  shell: "sh",
};

/** `FE-CFF-033  A class`, one line for each rule, family by family. */
export function listRules(): string {
  const families = Object.entries(ruleFamilies).map(([family, title]) => {
    const lines = idsOf(family).map((id) => `  ${id}  ${rules[id].title}`);
    return `${[title, ...lines].join("\n")}\n`;
  });
  return families.join("\n");
}

/** A rule for people: what breaks it, why it is there, its page, and wrong and right code. */
export function explainRule(id: RuleId): string {
  const { title, reason, page, examples } = rules[id];
  const shown = Object.entries(examples).map(([name, { wrong, right, ...events }]) => {
    const heading = Object.keys(examples).length === 1 ? "" : ` (${name})`;
    return [
      `Wrong${heading}${eventOf(events.event)}:`,
      indent(wrong),
      `Right${eventOf(events.rightEvent)}:`,
      indent(right),
    ].join("\n");
  });
  return `${[`${id}: ${title}`, reason, `See ${page}`, ...shown].join("\n\n")}\n`;
}

/** Every rule as a page of the documentation. */
export function rulesAsMarkdown(): string {
  const families = Object.entries(ruleFamilies).map(([family, title]) =>
    [`## ${title}`, ...idsOf(family).map(ruleAsMarkdown)].join("\n\n"),
  );
  const intro = `# Rules

Every mistake that Featheredge reports names one of these rules. \`npx featheredge rules <id>\` prints a rule. An id is never given to another rule.

Written by \`${writeRulesPage}\` from \`packages/diagnostics/src/rules\`: change the rules there, not this page.`;
  return `${[intro, ...families].join("\n\n")}\n`;
}

function ruleAsMarkdown(id: RuleId): string {
  const { title, reason, page, examples } = rules[id];
  // A rule about many methods has an example for each; one shows what it is about.
  const [example] = Object.values(examples);
  const source = page.startsWith("https://") ? `[AWS's page](${page})` : `[${page}](../${page})`;
  return [
    `### ${id}: ${escapeMarkdown(title)}`,
    `${escapeMarkdown(reason)} ${source}`,
    ...(example === undefined ? [] : [block(example, "wrong"), block(example, "right")]),
  ].join("\n\n");
}

function block(example: Example, side: "wrong" | "right"): string {
  const event = side === "wrong" ? example.event : (example.rightEvent ?? example.event);
  const heading = side === "wrong" ? "Wrong" : "Right";
  return `${heading}${eventOf(event)}:\n\n\`\`\`${languages[example.form ?? "statements"]}\n${shorten(example[side]).trimEnd()}\n\`\`\``;
}

function idsOf(family: string): RuleId[] {
  return ruleIds.filter((id) => id.startsWith(`FE-${family}-`)).sort();
}

function eventOf(event: string | undefined): string {
  return event === undefined ? "" : ` at ${event}`;
}

function indent(code: string): string {
  return shorten(code)
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** Long runs of one character, which examples of sizes need, are written as their number. */
function shorten(code: string): string {
  return code.replace(/(.)\1{99,}/g, (run, character: string) => `${character.repeat(3)}… (${run.length} characters)`);
}

function escapeMarkdown(text: string): string {
  return text.replace(/([*_`<>|])/g, "\\$1");
}
