import { describe, expect, it } from "vitest";
import { refuseViolations } from "./refuse.ts";
import { RuleError } from "./rule-error.ts";

const placed = (message: string, severity?: "warning") => ({
  place: { file: "environments/prod.ts", key: "site-prod: aws_lambda_function.sign" },
  violation: {
    rule: "lambda-runtime",
    message,
    page: "https://docs.aws.amazon.com/page",
    ...(severity && { severity }),
  },
});
const deprecated = placed("The runtime 'nodejs20.x' is deprecated.", "warning");

describe("refuseViolations", () => {
  it("warns once about a value that AWS accepts for now, and refuses nothing", () => {
    const warnings: string[] = [];
    refuseViolations([deprecated, deprecated], (message) => warnings.push(message));
    expect(warnings).toEqual([
      "Warning: environments/prod.ts: site-prod: aws_lambda_function.sign: The runtime 'nodejs20.x' is deprecated. See https://docs.aws.amazon.com/page",
    ]);
  });

  it("refuses a broken rule, without the warnings", () => {
    const refuse = () => refuseViolations([deprecated, placed("The runtime 'nodejs18.x' is unknown.")], undefined);
    expect(refuse).toThrow(RuleError);
    expect(refuse).toThrow(/^environments\/prod\.ts: .*'nodejs18\.x' is unknown\. See \S+$/);
  });
});
