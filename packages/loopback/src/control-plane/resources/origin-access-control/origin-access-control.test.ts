import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const config = {
  Name: "site",
  SigningProtocol: "sigv4",
  SigningBehavior: "always",
  OriginAccessControlOriginType: "s3",
} as const;

describe("an origin access control", () => {
  it("has an id of E and 13 capitals or digits, and is listed with its settings", async () => {
    const made = await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: config });
    const Id = made.OriginAccessControl?.Id ?? "";
    expect(Id).toMatch(/^E[A-Z0-9]{13}$/);
    expect(made.ETag).toMatch(/^[A-Z0-9]+$/);
    const { OriginAccessControlList: list } = await controlPlane.client.listOriginAccessControls({});
    expect(list?.Items).toEqual([{ Id, Description: "", ...config }]);
    expect(controlPlane.deployment.originAccessControl(Id)).toEqual(config);
  });

  it("signs with sigv4 or sigv4a, and with always-amz-auth only for Lambda function URLs", async () => {
    const create = (Name: string, changes: object) =>
      controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: { ...config, Name, ...changes } });
    await create("a", { SigningProtocol: "sigv4a" });
    await create("b", { SigningBehavior: "always-amz-auth", OriginAccessControlOriginType: "lambda" });
    const wrong = create("c", { SigningBehavior: "always-amz-auth" });
    await expect(wrong).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("must have a unique name and CloudFront's settings", async () => {
    const create = (changes: object) =>
      controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: { ...config, ...changes } });
    await create({});
    await expect(create({})).rejects.toMatchObject({ name: "OriginAccessControlAlreadyExists" });
    await expect(create({ Name: "b", SigningBehavior: "maybe" })).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(create({ Name: "x".repeat(65) })).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
