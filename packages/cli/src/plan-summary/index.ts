export { allowedInDescription } from "./allow-destroy.ts";
export { type Comment, findOwnComment, type PlanCommentInput, planComment, planMarker } from "./comment.ts";
export { diagnosePlan } from "./diagnose-plan.ts";
export { formatPlan, type TerminalStyle, terminalStyle } from "./format-summary.ts";
export * from "./model.ts";
export { type ReadSummary, readSummary, type StackPlanText, type SummaryRequest } from "./read-summary.ts";
export { type SummaryInput, type SummaryStack, summarizePlan } from "./summarize.ts";
export { type MarkdownParts, summaryAsMarkdown } from "./summary-as-markdown.ts";
export { readSummaryFiles, type SummaryFiles } from "./summary-files.ts";
