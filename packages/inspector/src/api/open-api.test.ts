import { describe, expect, it } from "vitest";
import { basePath, openApi } from "./open-api.ts";
import { operations } from "./operations.ts";

interface Document {
  readonly paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>;
}

describe("openApi", () => {
  it("has every operation under its path and method, and the events", () => {
    const { paths } = openApi() as Document;
    const described = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
    expect(described.sort()).toEqual([...Object.keys(operations), "followEvents"].sort());
    expect(paths[`${basePath}/key-value-stores/{name}/keys/{key}`]?.put?.operationId).toBe("putKey");
  });

  it("has a parameter for each name in a path", () => {
    for (const [path, methods] of Object.entries((openApi() as Document).paths)) {
      for (const { operationId, parameters } of Object.values(methods)) {
        const inPath = parameters.filter((one) => one.in === "path").map(({ name }) => `{${name}}`);
        expect([operationId, inPath]).toEqual([operationId, path.match(/\{\w+\}/g) ?? []]);
      }
    }
  });
});
