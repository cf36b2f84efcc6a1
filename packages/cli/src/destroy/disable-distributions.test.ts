import { type CloudFrontClient, NoSuchDistribution } from "@aws-sdk/client-cloudfront";
import { expect, it } from "vitest";
import { disableDistributions } from "./disable-distributions.ts";

it("disables the distributions that exist and are enabled, and keeps the rest of their configuration", async () => {
  const enabled: Readonly<Record<string, boolean>> = { E1: true, E2: false, E4: true };
  const updates: unknown[] = [];
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: { Id: string } }) => {
    if (name === "UpdateDistributionCommand") return updates.push(input);
    const Enabled = enabled[input.Id];
    if (Enabled === undefined) throw new NoSuchDistribution({ message: "none", $metadata: {} });
    return { ETag: `tag of ${input.Id}`, DistributionConfig: { Comment: input.Id, Enabled } };
  };
  await disableDistributions({ send } as unknown as CloudFrontClient, ["E1", "E2", "E3", "E4"]);
  expect(updates).toEqual(
    ["E1", "E4"].map((Id) => ({ Id, IfMatch: `tag of ${Id}`, DistributionConfig: { Comment: Id, Enabled: false } })),
  );
});
