import { securityChecks } from "./checks.ts";
import { edgeExceptions } from "./lambda.ts";

/** The page docs/security-checks.md. */
export function securityChecksAsMarkdown(): string {
  const rows = securityChecks.map(
    ({ ids, type, title, fix }) => `| ${ids.map((id) => `\`${id}\``).join(" ")} | \`${type}\` | ${title}. | ${fix} |`,
  );
  const edge = Object.entries(edgeExceptions).map(([id, reason]) => `- \`${id}\`: ${reason}`);
  return `# Security checks

Auditors and scanners ask for the CloudFront controls of AWS Security Hub, and for Checkov's checks of CloudFront, S3, Lambda, WAF and logs. Synthesis can check them on every stack of an environment, before anything is applied:

\`\`\`ts
protections: {
  preventDestroy: true,
  securityChecks: {
    severity: "error",
    exceptions: { CKV_AWS_374: "The site is for readers in all countries." },
  },
},
\`\`\`

\`severity\` is \`error\`, which stops a synthesis, or \`warning\`. Without \`securityChecks\`, nothing is checked. An exception is the id of a check with the reason why the environment does not meet it; one that no resource needs is a warning, so that the list stays short. A resource that does not meet a check breaks the rule FE-SEC-001, and the message names the check and the fix. A value that is known only when it is applied passes, such as the policy of a data source.

The table is written from \`packages/synth/src/security\`, and \`packages/synth/src/security/checks.test.ts\` compares the two. The same file breaks each check, and fixes it.

| Check | Resources | Requirement | Fix |
|---|---|---|---|
${rows.join("\n")}

Functions that run in Lambda@Edge can't meet four of the checks, so these are not asked of them:

${edge.join("\n")}
`;
}
