import type { PlanFeature, PricingPlan } from "@featheredge/aws-rules";
import { afterAll, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";

const workspace = new Workspace()
  .write(
    "auth/handler.ts",
    `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
export default onViewerRequest(async (request) => {
  const { ok } = await fetch("https://login.example.com/");
  return ok ? request : respond(401);
});
`,
  )
  .write(
    "headers/handler.ts",
    `import { onViewerResponse } from "@featheredge/edge-sdk";
export default onViewerResponse((response) => { response.headers.set("x-a", "1"); return response; });
`,
  );
afterAll(() => workspace.remove());

const problems = (plan: PricingPlan, allowed: readonly PlanFeature[] = []) =>
  workspace.problems({ auth: {}, headers: {} }, [
    { pricing: { plan, allowed }, events: { "viewer-request": ["auth"], "viewer-response": ["headers"] } },
  ]);

describe("placement for a pricing plan without Lambda@Edge", () => {
  it("reports the handler that needs it and the line, and not the one that only follows it", async () => {
    expect(await problems("pro")).toEqual([
      expect.stringMatching(
        /^environments\/prod\.ts: distributions\.site\.behaviors\[0\]\.viewerRequest: The pricing plan 'pro' of this distribution has no Lambda@Edge, which 'auth' needs: auth\/handler\.ts:3 uses fetch\(\), which CloudFront Functions do not have\./,
      ),
    ]);
  });

  it("reports nothing for a plan that has it", async () => {
    expect(await problems("pay-as-you-go")).toEqual([]);
    expect(await problems("pro", ["lambda-at-edge"])).toEqual([]);
  });

  it("accepts functions that CloudFront Functions can run", async () => {
    const behavior = { pricing: { plan: "free", allowed: [] }, events: { "viewer-response": ["headers"] } } as const;
    expect(await workspace.problems({ headers: {} }, [behavior])).toEqual([]);
  });
});
