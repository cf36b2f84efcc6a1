export { caseSchema, eventSchema, type GivenEvent } from "./testing/case-schema.ts";
export { type Case, type Expected, loadCases, withDefaults } from "./testing/cases.ts";
export { type StoreServer, startKeyValueStore } from "./testing/key-value-store.ts";
export { mismatches } from "./testing/mismatches.ts";
export { type ParameterStore, startParameterStore } from "./testing/parameter-store.ts";
export type { OriginCall } from "./testing/recorded-origin.ts";
export { type Outcome, runCase } from "./testing/run.ts";
