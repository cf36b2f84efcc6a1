import { describe, expect, test, vi } from "vitest";
import {
  type OriginRequest,
  onOriginRequest,
  onOriginResponse,
  onViewerRequest,
  onViewerResponse,
  redirect,
  respond,
} from "./index.ts";
import { originRequest, originResponse, viewerRequest, viewerResponse } from "./lambda-at-edge.ts";
import type { LambdaEvent, LambdaRequest, LambdaResponse } from "./lambda-event.ts";

const request = (changes: Partial<LambdaRequest> = {}): LambdaRequest => ({
  clientIp: "198.51.100.7",
  method: "GET",
  uri: "/a%20b",
  querystring: "x=1&flag&x=2",
  headers: {
    host: [{ key: "Host", value: "www.example.com" }],
    accept: [
      { key: "Accept", value: "text/html" },
      { key: "Accept", value: "*/*" },
    ],
    cookie: [{ key: "Cookie", value: "locale=es; token=a=b; __proto__=x" }],
  },
  ...changes,
});

const response = (changes: Partial<LambdaResponse> = {}): LambdaResponse => ({
  status: "200",
  statusDescription: "OK",
  headers: {
    server: [{ key: "Server", value: "AmazonS3" }],
    "set-cookie": [
      { key: "Set-Cookie", value: "a=1; Path=/; Secure" },
      { key: "Set-Cookie", value: "b=2" },
    ],
  },
  ...changes,
});

const event = (received: LambdaRequest, answer?: LambdaResponse): LambdaEvent => ({
  Records: [{ cf: answer === undefined ? { request: received } : { request: received, response: answer } }],
});

const pass = onViewerRequest((received) => received);

describe("a request in Lambda@Edge", () => {
  test("goes on byte for byte as it came when no handler changes it", async () => {
    const received = request({
      body: { data: "aGk=", encoding: "base64" },
      origin: { s3: { domainName: "b.s3.amazonaws.com" } },
    });
    expect(await viewerRequest([[pass, undefined]])(event(structuredClone(received)))).toEqual(received);
  });

  test("has CloudFront's id", async () => {
    const id = onViewerRequest((received) => received.rewrite(`/${received.id}`));
    const cf = { config: { requestId: "EXAMPLE_SG5Z-==" }, request: request() };
    expect(await viewerRequest([[id, undefined]])({ Records: [{ cf }] })).toMatchObject({ uri: "/EXAMPLE_SG5Z-==" });
  });

  test("shows path, query, headers, cookies and viewer as CloudFront Functions does", async () => {
    const look = onViewerRequest((received) => {
      expect([received.method, received.path, received.query.toString(), received.viewer.ip]).toEqual([
        "GET",
        "/a%20b",
        "x=1&x=2&flag=",
        "198.51.100.7",
      ]);
      expect([received.headers.get("host"), received.headers.getAll("accept"), received.headers.has("cookie")]).toEqual(
        ["www.example.com", ["text/html", "*/*"], false],
      );
      expect([
        received.cookies.get("locale"),
        received.cookies.get("token"),
        received.cookies.get("__proto__"),
      ]).toEqual(["es", "a=b", "x"]);
      return received;
    });
    expect.assertions(3);
    await originRequest([[look, undefined]])(event(request()));
  });

  test("takes changes, and keeps the spelling of what is unchanged", async () => {
    const change = onViewerRequest((received) => {
      received.headers.set("X-New", "1");
      received.headers.delete("accept");
      received.query.set("y", "3");
      return received.rewrite("/es/é");
    });
    const result = await viewerRequest([[change, undefined]])(event(request()));
    expect(result).toEqual({
      ...request(),
      uri: "/es/%C3%A9",
      querystring: "x=1&x=2&flag=&y=3",
      headers: {
        host: request().headers.host,
        cookie: request().headers.cookie,
        "x-new": [{ key: "x-new", value: "1" }],
      },
    });
  });

  test("survives odd queries and cookies", async () => {
    const odd = request({
      querystring: "&&=&a==b&__proto__=1&%zz",
      headers: { cookie: [{ value: ';; =x; a; b="q"' }, { value: "c=1" }] },
    });
    const look = onViewerRequest((received) => {
      expect([received.query.get("a"), received.query.get("__proto__"), received.query.get("%zz")]).toEqual([
        "=b",
        "1",
        "",
      ]);
      expect([received.cookies.get("a"), received.cookies.get("b"), received.cookies.get("c")]).toEqual([
        "",
        '"q"',
        "1",
      ]);
      return received;
    });
    expect(await viewerRequest([[look, undefined]])(event(structuredClone(odd)))).toEqual(odd);
  });
});

describe("a generated response in Lambda@Edge", () => {
  test("has its status as text and its headers as lists", async () => {
    const handler = onViewerRequest(() => {
      const made = redirect("/login", 302);
      made.cookies.set("seen", "1", "Secure");
      return made;
    });
    expect(await viewerRequest([[handler, undefined]])(event(request()))).toEqual({
      status: "302",
      headers: {
        location: [{ key: "location", value: "/login" }],
        "set-cookie": [{ key: "Set-Cookie", value: "seen=1; Secure" }],
      },
    });
  });

  test("ends the chain", async () => {
    const handler = viewerRequest([
      [onViewerRequest(async () => respond(410, "Gone")), undefined],
      [onViewerRequest(() => respond(500)), undefined],
    ]);
    expect(await handler(event(request()))).toEqual({ status: "410", headers: {}, body: "Gone", bodyEncoding: "text" });
  });

  test("may have 40 KB at viewer request and 1 MB at origin request", async () => {
    const page = (bytes: number) => [[onViewerRequest(() => respond(200, "a".repeat(bytes))), undefined]] as const;
    expect(await viewerRequest(page(40_960))(event(request()))).toMatchObject({ status: "200" });
    await expect(viewerRequest(page(40_961))(event(request()))).rejects.toThrow(
      /40961 bytes; at this event Lambda@Edge takes 40960/,
    );
    expect(await originRequest(page(40_961))(event(request()))).toMatchObject({ status: "200" });
    await expect(originRequest(page(1_048_577))(event(request()))).rejects.toThrow(RangeError);
  });
});

describe("a response in Lambda@Edge", () => {
  test("goes on as it came when no handler changes it", async () => {
    const handler = viewerResponse([[onViewerResponse((received) => received), undefined]]);
    expect(await handler(event(request(), response()))).toEqual(response());
  });

  test("takes changes of headers and cookies", async () => {
    const change = onViewerResponse((received, context) => {
      received.headers.delete("Server");
      received.headers.set("x-path", context.request.path);
      received.cookies.set("b", "3", "Secure");
      return received;
    });
    expect((await viewerResponse([[change, undefined]])(event(request(), response()))).headers).toEqual({
      "x-path": [{ key: "x-path", value: "/a%20b" }],
      "set-cookie": [
        { key: "Set-Cookie", value: "a=1; Path=/; Secure" },
        { key: "Set-Cookie", value: "b=3; Secure" },
      ],
    });
  });

  test("replaces a request's body by a new one, and leaves an unused one as it is", async () => {
    const sent = { data: Buffer.from("hé").toString("base64"), encoding: "base64" as const };
    const withBody = (body?: object) => event({ ...request(), ...(body && { body: body as typeof sent }) });
    const run = async (handle: (request: OriginRequest) => undefined, given: ReturnType<typeof event>) => {
      const handler = originRequest([[onOriginRequest((received) => handle(received) ?? received), undefined]]);
      return ((await handler(given)) as { body?: unknown }).body;
    };
    expect(await run(() => undefined, withBody(sent))).toEqual(sent);
    const set = (body: (before?: string) => string | undefined) => (received: OriginRequest) => {
      received.body = body(received.body);
      return undefined;
    };
    expect(
      await run(
        set((before) => `${before}!`),
        withBody(sent),
      ),
    ).toEqual({
      action: "replace",
      encoding: "text",
      data: "hé!",
    });
    expect(
      await run(
        set(() => undefined),
        withBody(sent),
      ),
    ).toMatchObject({
      action: "replace",
      data: "",
    });
    expect(
      await run(
        set(() => "new"),
        withBody(),
      ),
    ).toMatchObject({ action: "replace", data: "new" });
    await expect(
      run(
        set(() => "x".repeat(1024 * 1024 + 1)),
        withBody(sent),
      ),
    ).rejects.toThrow("The request's new body has 1048577 bytes; at this event Lambda@Edge takes 1048576");
  });

  test("may change status and body at origin response, but not at viewer response", async () => {
    const gone = onOriginResponse((received) => {
      received.status = 410;
      received.body = "Gone";
      return received;
    });
    expect(await originResponse([[gone, undefined]])(event(request(), response()))).toMatchObject({
      status: "410",
      body: "Gone",
      bodyEncoding: "text",
    });
    await expect(viewerResponse([[gone, undefined]])(event(request(), response()))).rejects.toThrow(/200 to 410/);
  });

  test("must be in the event", async () => {
    await expect(viewerResponse([])(event(request()))).rejects.toThrow(/no response/);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-read-only-headers
test("a response that a handler makes at origin response keeps the origin's read-only headers", async () => {
  const missing = onOriginResponse(() => respond(404, "missing", { "x-made": "1" }));
  const kept = {
    "transfer-encoding": [{ key: "Transfer-Encoding", value: "chunked" }],
    via: [{ key: "Via", value: "1.1 proxy" }],
  };
  const original = response({ headers: { server: [{ key: "Server", value: "AmazonS3" }], ...kept } });
  expect((await originResponse([[missing, undefined]])(event(request(), original))).headers).toEqual({
    "x-made": [{ key: "x-made", value: "1" }],
    ...kept,
  });
});

describe("a chain of which a handler throws", () => {
  test("says which, and fails as the handler does", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      const fail = onViewerRequest(() => {
        throw new TypeError("wrong");
      });
      const chain = [
        [pass, undefined, "first"],
        [fail, undefined, "second"],
      ] as const;
      await expect(viewerRequest(chain)(event(request()))).rejects.toThrow(new TypeError("wrong"));
      expect(said.mock.calls).toEqual([["second failed: TypeError: wrong"]]);
    } finally {
      said.mockRestore();
    }
  });
});
