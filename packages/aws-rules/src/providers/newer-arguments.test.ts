import { describe, expect, it } from "vitest";
import { checkProviderArgument, newerArguments } from "../index.ts";

const argument = {
  type: "aws_cloudfront_distribution",
  path: ["origin", "new_argument"],
  since: "6.13.0",
  source: "a test",
};

describe("checkProviderArgument", () => {
  it.each([">= 6.13.0", "~> 6.13", "6.14.1", ">= 5.0, >= 6.20, < 7.0.0", "= 6.13"])("accepts %s", (constraint) => {
    expect(checkProviderArgument(argument, constraint)).toBeUndefined();
  });

  it.each([">= 5.100.0, < 7.0.0", "~> 6.12", "6.2.0", "< 7.0.0", "!= 6.14.0", ""])("rejects %s", (constraint) => {
    expect(checkProviderArgument(argument, constraint)?.rule).toBe("FE-STK-008");
  });

  it("says how to allow the argument, and how to do without it", () => {
    const sigv4a = newerArguments.find(({ value }) => value === "sigv4a");
    const diagnostic = sigv4a && checkProviderArgument(sigv4a, ">= 5.100.0, < 7.0.0");
    expect(diagnostic?.message).toBe(
      `signing_protocol = "sigv4a" needs AWS provider 6.70.0 or newer, but the stack allows 5.100.0 (>= 5.100.0, < 7.0.0).`,
    );
    expect(diagnostic?.fix).toMatch(/requiredProviders\.aws\.version .*'>= 6\.70\.0'.* originAccessControlId\./);
  });
});
