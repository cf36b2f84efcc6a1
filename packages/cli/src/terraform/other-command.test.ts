import { describe, expect, it } from "vitest";
import { environmentOfStack, providerVariables, usesTerraform } from "./other-command.ts";

describe("a command that runs with its AWS on the loopback", () => {
  it.each([
    ["npx cdktf apply site-dev", true],
    ["./node_modules/.bin/cdktf output site-dev", true],
    ["terraform plan", true],
    ["aws s3 ls", false],
  ])("uses Terraform or not: %s", (command, expected) => {
    expect(usesTerraform(command.split(" "))).toBe(expected);
  });

  it.each([
    ["npx cdktf apply site-dev", "dev"],
    ["npx cdktf apply site-eu-dev --auto-approve", "eu-dev"],
    ["npx cdktf list", undefined],
    ["npx cdktf plan --some-dev", undefined],
  ])("works on the stack's environment: %s", (command, expected) => {
    expect(environmentOfStack(command.split(" "), ["dev", "eu-dev", "prod"])).toBe(expected);
  });

  it("keeps the user's own settings of Terraform except where the provider is found", () => {
    const variables = { TF_CLI_CONFIG_FILE: "/mirror", TF_INPUT: "0", TF_CLI_ARGS: undefined };
    const setup = { variables, provider: { from: "registry" }, providerHosts: [], notes: [] } as const;
    expect(providerVariables(setup)).toEqual({ TF_CLI_CONFIG_FILE: "/mirror" });
  });
});
