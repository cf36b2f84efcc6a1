import { afterEach, beforeEach, expect, it } from "vitest";
import type { ObservedRequest } from "../proxy/proxy.ts";
import { startControlPlane, type TestControlPlane } from "./testing/control-plane.ts";

const observed: ObservedRequest[] = [];
let controlPlane: TestControlPlane;
beforeEach(async () => {
  observed.length = 0;
  controlPlane = await startControlPlane({ observe: (request) => void observed.push(request) });
});
afterEach(() => controlPlane.close());

it("lets changes of entries be observed like those by another client, and listings not", async () => {
  const made = await controlPlane.client.createKeyValueStore({ Name: "store" });
  const arn = made.KeyValueStore?.ARN ?? "";
  const { administration } = controlPlane;
  administration.putKey(arn, "a/b", "1");
  expect(administration.keyValueStores()).toMatchObject([{ arn, entries: [["a/b", "1"]] }]);
  administration.deleteKey(arn, "a/b");
  expect(() => administration.deleteKey(arn, "gone")).toThrow("gone");
  const host = "123456789012.cloudfront-kvs.global.api.aws";
  const path = `/key-value-stores/${encodeURIComponent(arn)}/keys/`;
  expect(observed).toMatchObject([
    { method: "PUT", host, path: `${path}a%2Fb` },
    { method: "DELETE", host, path: `${path}a%2Fb` },
    { method: "DELETE", host, path: `${path}gone` },
  ]);
});
