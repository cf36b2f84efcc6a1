import { describe, expect, test } from "vitest";
import { type OriginChanges, onOriginRequest, onViewerRequest } from "./index.ts";
import { originRequest, viewerRequest } from "./lambda-at-edge.ts";
import type { LambdaEvent, LambdaOrigin, LambdaRequest } from "./lambda-event.ts";

const event = (origin?: LambdaOrigin): LambdaEvent => ({
  Records: [
    {
      cf: {
        request: {
          clientIp: "198.51.100.7",
          method: "GET",
          uri: "/",
          querystring: "",
          headers: { host: [{ key: "Host", value: "www.example.com" }] },
          ...(origin === undefined ? {} : { origin }),
        },
      },
    },
  ],
});

async function changed(origin: LambdaOrigin, changes: OriginChanges): Promise<LambdaRequest> {
  const handler = onOriginRequest((request) => {
    request.origin.update(changes);
    return request;
  });
  return (await originRequest([[handler, undefined]])(event(structuredClone(origin)))) as LambdaRequest;
}

const custom = {
  domainName: "a.example.com",
  path: "",
  port: 443,
  protocol: "https",
  sslProtocols: ["TLSv1.2"],
  readTimeout: 30,
  keepaliveTimeout: 5,
  customHeaders: { "x-a": [{ key: "x-a", value: "1" }] },
};
const s3 = { domainName: "b.s3.amazonaws.com", path: "/site", region: "eu-west-1", authMethod: "none" };

describe("a request's origin in Lambda@Edge", () => {
  test("takes another domain, and its host with it", async () => {
    const result = await changed({ custom }, { domainName: "b.example.com", originPath: "/v2" });
    expect(result.origin).toEqual({ custom: { ...custom, domainName: "b.example.com", path: "/v2" } });
    expect(result.headers.host?.[0]?.value).toBe("b.example.com");
  });

  test("takes its own host, headers and timeouts, and keeps the rest", async () => {
    const result = await changed(
      { custom },
      { hostHeader: "c.example.com", customHeaders: { "x-b": "2" }, timeouts: { readTimeout: 5, keepAliveTimeout: 6 } },
    );
    expect(result.origin?.custom).toEqual({
      ...custom,
      customHeaders: { "x-b": [{ key: "x-b", value: "2" }] },
      readTimeout: 5,
      keepaliveTimeout: 6,
    });
    expect(result.headers.host?.[0]?.value).toBe("c.example.com");
  });

  test("stays an S3 origin unless the update says how to connect", async () => {
    expect((await changed({ s3 }, { originPath: "/next" })).origin).toEqual({ s3: { ...s3, path: "/next" } });
    const connection = { port: 8443, protocol: "https", sslProtocols: ["TLSv1.2"] } as const;
    const { origin } = await changed({ s3 }, { domainName: "d.example.com", customOriginConfig: connection });
    expect(origin?.s3).toBeUndefined();
    expect(origin?.custom).toMatchObject({ domainName: "d.example.com", path: "/site", ...connection });
  });

  test("can't be selected or grouped", async () => {
    const select = onOriginRequest((request) => {
      request.origin.select("eu");
      return request;
    });
    const group = onOriginRequest((request) => {
      request.origin.group(["a", "b"]);
      return request;
    });
    await expect(originRequest([[select, undefined]])(event({ custom }))).rejects.toThrow(/no origin\.select\(\)/);
    await expect(originRequest([[group, undefined]])(event({ custom }))).rejects.toThrow(/no origin\.group\(\)/);
  });

  test("is not there at viewer request", async () => {
    const update = onViewerRequest((request) => {
      request.origin.update({ originPath: "/a" });
      return request;
    });
    await expect(viewerRequest([[update, undefined]])(event())).rejects.toThrow(/use origin request/);
  });
});

describe("a request's body in Lambda@Edge", () => {
  const echo = onOriginRequest((request) => {
    request.headers.set("x-body", request.body ?? "none");
    return request;
  });
  const shown = async (body?: LambdaRequest["body"]) => {
    const { Records } = event();
    const request = { ...Records[0].cf.request, ...(body === undefined ? {} : { body }) };
    const result = await originRequest([[echo, undefined]])({ Records: [{ cf: { request } }] });
    return result.headers["x-body"]?.[0]?.value;
  };

  test("is its text, however encoded", async () => {
    expect(await shown({ data: "aMOp", encoding: "base64" })).toBe("hé");
    expect(await shown({ data: "hi", encoding: "text" })).toBe("hi");
    expect(await shown()).toBe("none");
  });
});
