/** GitHub accepts comments of 65,536 characters. The plan leaves space for the text around it. */
const mostCharacters = 60_000;

/** The first line of an environment's comment, by which a later run finds it. */
export const planMarker = (environment: string): string => `<!-- featheredge plan ${environment} -->`;

/**
 * A pull request comment with an environment's plan.
 *
 * `plan` is Terraform's text, or undefined when planning failed. A plan that is too long for a comment is cut in the
 * middle, since reviewers need the summary at its end first.
 */
export const planComment = (input: { environment: string; commit: string; plan: string | undefined }): string => {
  const { environment, commit, plan } = input;
  const heading = `${planMarker(environment)}\n### Plan: \`${environment}\` at ${commit.slice(0, 12)}`;
  if (plan === undefined) return `${heading}\n\nPlanning failed: the job's log says why.\n`;
  const summaries = plan.split("\n").filter((line) => /^(Plan:|No changes\.|Not planned:)/.test(line));
  return [
    heading,
    "",
    ...summaries.map((line) => `**${line}**`),
    "",
    "<details><summary>The whole plan</summary>",
    "",
    fenced(shortened(plan.trimEnd())),
    "",
    "</details>",
    "",
  ].join("\n");
};

const shortened = (text: string): string => {
  if (text.length <= mostCharacters) return text;
  const half = mostCharacters / 2;
  const omitted = text.length - mostCharacters;
  return `${text.slice(0, half)}\n\n… ${omitted} characters omitted; the job's log has them all …\n\n${text.slice(-half)}`;
};

/** A fence longer than any run of backticks inside, so that a plan can't end its own code block. */
const fenced = (text: string): string => {
  const runs = [...text.matchAll(/`+/g)].map((match) => match[0].length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}terraform\n${text}\n${fence}`;
};
