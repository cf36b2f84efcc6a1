import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type KeyServer, makeKey, sign, startKeyServer } from "./testing/issuer.ts";
import { opened, requestMembers } from "./testing/request.ts";

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);

describe("members-auth while the issuer's keys can't be fetched", () => {
  let keys: KeyServer;
  const down = (response: ServerResponse) => void response.writeHead(500).end();
  const ask = (token: string) => requestMembers(token, { url: keys.url });

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    vi.spyOn(console, "log").mockImplementation(() => {});
    keys = await startKeyServer();
  });

  afterEach(async () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    await keys.close();
  });

  const answers: [string, (response: ServerResponse) => void][] = [
    ["an error", down],
    ["a redirect", (response) => response.writeHead(302, { location: "/elsewhere" }).end()],
    ["no JSON", (response) => response.writeHead(200).end("<html>")],
    ["no key set", (response) => response.writeHead(200).end('{"keys":"none"}')],
    ["nothing at all", (response) => response.destroy()],
    ["a never-ending silence", () => {}],
  ];

  test.each(answers)("answers 503 when the key server gives %s", async (_, answer) => {
    keys.answer = answer;
    expect(await ask(await sign(await makeKey("ES256", "k1")))).toBe(503);
    expect(console.log).toHaveBeenCalledWith(expect.stringContaining(keys.url));
  });

  test("asks again after 10 seconds, not for every request", async () => {
    const key = await makeKey("ES256", "k1");
    const token = await sign(key);
    keys.answer = down;
    expect([await ask(token), await ask(token), await ask(token)]).toEqual([503, 503, 503]);
    expect(keys.fetches).toBe(1);
    keys.publish(key);
    vi.setSystemTime(start + 11_000);
    expect(await ask(token)).toBe(opened);
  });

  test("goes on with the last keys for an hour, and no longer", async () => {
    const key = await makeKey("ES256", "k1");
    keys.publish(key);
    const token = await sign(key, { exp: start / 1000 + 7200 });
    await ask(token);
    keys.answer = down;
    vi.setSystemTime(start + 59 * minute);
    expect(await ask(token)).toBe(opened);
    vi.setSystemTime(start + 61 * minute);
    expect(await ask(token)).toBe(503);
  });

  test("neither accepts nor refuses a key id that the last keys don't hold", async () => {
    const [held, unknown] = [await makeKey("ES256", "k1"), await makeKey("ES256", "k2")];
    keys.publish(held);
    await ask(await sign(held));
    keys.answer = down;
    vi.setSystemTime(start + 11 * minute);
    expect(await ask(await sign(unknown))).toBe(503);
  });

  test("still refuses a forged token by the last keys", async () => {
    keys.publish(await makeKey("ES256", "k1"));
    const forged = await sign(await makeKey("ES256", "k1"), { exp: start / 1000 + 7200 });
    await ask(forged);
    keys.answer = down;
    vi.setSystemTime(start + 11 * minute);
    expect(await ask(forged)).toBe(401);
  });
});
