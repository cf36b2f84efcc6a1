import { describe, expect, it } from "vitest";
import { createInspectorClient, InspectorError } from "./client.ts";

function clientOf(answer: () => Response) {
  const sent: { url: string; init: RequestInit | undefined }[] = [];
  const client = createInspectorClient({
    baseUrl: "http://inspector.localhost:8080",
    fetch: async (url, init) => {
      sent.push({ url: String(url), init });
      return answer();
    },
  });
  return { client, sent };
}

describe("createInspectorClient", () => {
  it("puts an input's members into the path, the query and the body", async () => {
    const { client, sent } = clientOf(() => Response.json({}));
    await client.putKey({ name: "a store", key: "/x?y", value: "1" });
    await client.listCache({ path: "/a b", limit: 5 });
    expect(sent).toEqual([
      {
        url: "http://inspector.localhost:8080/api/v1/key-value-stores/a%20store/keys/%2Fx%3Fy",
        init: { method: "PUT", headers: { "content-type": "application/json" }, body: '{"value":"1"}' },
      },
      { url: "http://inspector.localhost:8080/api/v1/cache?path=%2Fa+b&limit=5", init: { method: "GET" } },
    ]);
  });

  it("throws an error's message and status", async () => {
    const { client } = clientOf(() => Response.json({ message: "There is no request 'x'." }, { status: 404 }));
    await expect(client.readRequest({ id: "x" })).rejects.toEqual(new InspectorError(404, "There is no request 'x'."));
    const { client: other } = clientOf(() => new Response("<html>", { status: 500 }));
    await expect(other.listFunctions()).rejects.toThrow("The inspector answered 500: <html>");
  });

  it("reads events that arrive in pieces", async () => {
    const pieces = ['event: request\ndata: {"id"', ':"1"}\n\n: ping\n\nevent: sta', 'tus\ndata: {"ahead":[]}\n\n'];
    const { client } = clientOf(
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
              controller.close();
            },
          }),
        ),
    );
    const events: unknown[] = [];
    for await (const event of client.events()) events.push(event);
    expect(events).toEqual([
      { event: "request", data: { id: "1" } },
      { event: "status", data: { ahead: [] } },
    ]);
  });
});
