export { caseSchema, eventSchema, type GivenEvent } from "./case-schema.ts";
export { type Case, type Expected, loadCases, withDefaults } from "./cases.ts";
export { type StoreServer, startKeyValueStore } from "./key-value-store.ts";
export { mismatches } from "./mismatches.ts";
export { type ParameterStore, startParameterStore } from "./parameter-store.ts";
export type { OriginCall } from "./recorded-origin.ts";
export { type Outcome, runCase } from "./run.ts";
