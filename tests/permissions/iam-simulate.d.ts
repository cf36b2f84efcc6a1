/**
 * The part of the policy simulator that the tests use. The package is AGPL-3.0: it runs in tests only, and no package of
 * this repository depends on it or contains it.
 */
declare module "@cloud-copilot/iam-simulate" {
  export interface Simulation {
    readonly request: {
      readonly principal: string;
      readonly action: string;
      readonly resource: { readonly resource: string; readonly accountId: string };
      readonly contextVariables: Readonly<Record<string, string | readonly string[]>>;
    };
    readonly identityPolicies: readonly { readonly name: string; readonly policy: object }[];
    readonly permissionBoundaryPolicies?: readonly { readonly name: string; readonly policy: object }[];
    readonly serviceControlPolicies: readonly never[];
    readonly resourceControlPolicies: readonly never[];
    readonly resourcePolicy?: object;
  }
  export interface SimulationResult {
    /** `error` if the action, the resource or a policy is not valid; `single` and `wildcard` by the resource. */
    readonly resultType: "error" | "single" | "wildcard";
    readonly overallResult?: "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied";
    readonly errors?: object;
  }
  export function runSimulation(simulation: Simulation, options: object): Promise<SimulationResult>;
  export function isWildcardOnlyAction(service: string, action: string): Promise<boolean>;
}
