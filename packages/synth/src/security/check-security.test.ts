import { describe, expect, it } from "vitest";
import { distribution, stackOf } from "../testing/index.ts";
import { checkSecurity, type SecuritySettings } from "./check-security.ts";
import { securityChecks } from "./checks.ts";

const every = Object.fromEntries(
  securityChecks.filter(({ type }) => type === "aws_cloudfront_distribution").map(({ ids }) => [ids[0], "A reason."]),
);

function reported(exceptions: SecuritySettings["exceptions"], severity: SecuritySettings["severity"] = "error") {
  const source = stackOf((stack) => void distribution(stack, { tags: {} }));
  return checkSecurity([source], { severity, exceptions }).map((one) => `${one.severity} ${one.rule} ${one.subject}`);
}

describe("checkSecurity", () => {
  it("reports each check that a resource of a stack does not meet, with the severity that is asked for", () => {
    expect(reported({})).toContain("error FE-SEC-001 CloudFront.6");
    expect(reported({})).not.toContain("error FE-SEC-001 CloudFront.8");
    expect(reported({}, "warning")).toContain("warning FE-SEC-001 CloudFront.6");
  });

  it("accepts exceptions by either id, and warns of those that nothing needs", () => {
    expect(reported({ CKV_AWS_68: "No attacks." }).join()).not.toContain("CloudFront.6");
    expect(reported({ ...every, "CloudFront.99": "A reason." }).filter((one) => one.includes("SEC-001"))).toEqual([]);
    expect(reported({ "CloudFront.8": "A reason." })).toContainEqual(
      'warning FE-SEC-002 protections.securityChecks.exceptions["CloudFront.8"]',
    );
    expect(reported({ "CloudFront.99": "A reason." })).toContainEqual(
      'warning FE-SEC-002 protections.securityChecks.exceptions["CloudFront.99"]',
    );
  });
});
