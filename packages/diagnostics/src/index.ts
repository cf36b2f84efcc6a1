export { type Diagnostic, diagnose, locate, type Severity, type SourcePosition } from "./diagnostic.ts";
export { DiagnosticError } from "./diagnostic-error.ts";
export { nearest } from "./nearest.ts";
export { ourPages, pages } from "./pages.ts";
export { describeDiagnostic, describePosition, sentences } from "./report/describe.ts";
export { locateDiagnostics, reportJson, reportText, type Sources } from "./report/report.ts";
export { isRuleId, type RuleId, ruleFamilies, ruleIds, rules } from "./rules/index.ts";
export type { Example, ExampleEvent, ExampleForm, Rule } from "./rules/rule.ts";
export { explainRule, listRules, rulesAsMarkdown } from "./rules/show-rule.ts";
