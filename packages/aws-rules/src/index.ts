export { type EdgeEvent, type EdgeRuntime, edgeEvents, edgeRuntimes } from "./events.ts";
export type { Violation } from "./violation.ts";
