import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { describe, expect, it } from "vitest";
import { detachPolicy, startTraffic, stopTraffic } from "./traffic.ts";

/** CloudFront with one distribution and one policy. Changes are refused after `killAfter` of them. */
function cloudFront({ attached = "", enabled = false, killAfter = Infinity } = {}) {
  const state = { attached, enabled, changes: 0 };
  const change = () => {
    if (state.changes >= killAfter) throw new Error("killed");
    state.changes += 1;
  };
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: Input }) => {
    switch (name) {
      case "GetDistributionConfigCommand":
        return { ETag: "1", DistributionConfig: { Comment: "", ContinuousDeploymentPolicyId: state.attached } };
      case "UpdateDistributionCommand":
        change();
        state.attached = input.DistributionConfig?.ContinuousDeploymentPolicyId ?? "";
        return {};
      case "GetContinuousDeploymentPolicyCommand":
        return {
          ETag: "1",
          ContinuousDeploymentPolicy: { ContinuousDeploymentPolicyConfig: { Enabled: state.enabled } },
        };
      case "UpdateContinuousDeploymentPolicyCommand":
        change();
        state.enabled = input.ContinuousDeploymentPolicyConfig?.Enabled === true;
        return {};
    }
    throw new Error(name);
  };
  return { state, deployment: { client: { send } as unknown as CloudFrontClient, primaryId: "E1", policyId: "P1" } };
}

interface Input {
  readonly DistributionConfig?: { readonly ContinuousDeploymentPolicyId?: string };
  readonly ContinuousDeploymentPolicyConfig?: { readonly Enabled?: boolean };
}

describe("the traffic of a candidate", () => {
  it("starts with the policy attached and enabled, and starts once", async () => {
    const { state, deployment } = cloudFront();
    expect(await startTraffic(deployment)).toBe(true);
    expect(state).toEqual({ attached: "P1", enabled: true, changes: 2 });
    expect(await startTraffic(deployment)).toBe(false);
    expect(state.changes).toBe(2);
  });

  it("goes on with what is missing after a kill", async () => {
    const { state, deployment } = cloudFront({ killAfter: 1 });
    await expect(startTraffic(deployment)).rejects.toThrow("killed");
    const next = cloudFront(state);
    expect(await startTraffic(next.deployment)).toBe(true);
    expect(next.state).toEqual({ attached: "P1", enabled: true, changes: 1 });
  });

  it("stops with the policy still attached, or detached, and never detaches another policy", async () => {
    const running = cloudFront({ attached: "P1", enabled: true });
    expect(await stopTraffic(running.deployment)).toBe(true);
    expect(await stopTraffic(running.deployment)).toBe(false);
    expect(running.state).toMatchObject({ attached: "P1", enabled: false });
    expect(await detachPolicy(running.deployment)).toBe(true);
    expect(await detachPolicy(running.deployment)).toBe(false);
    const others = cloudFront({ attached: "P2" });
    expect(await detachPolicy(others.deployment)).toBe(false);
    expect(others.state.attached).toBe("P2");
  });
});
