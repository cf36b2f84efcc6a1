import { afterAll, beforeAll, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../gateway.ts";
import { ownRequest } from "../request/request.ts";
import { type Moto, startMoto } from "../server/moto.ts";

let moto: Moto;
let gateway: MotoGateway;

beforeAll(async () => {
  moto = await startMoto(process.env);
  gateway = openGateway({ moto: moto.address, journal: undefined, log: () => {} });
});
afterAll(() => moto.close());

async function ask(method: string, path: string, body = ""): Promise<string> {
  const request = ownRequest({ account: "123456789012", region: "us-east-1", service: "s3", method, path, body });
  const answer = await gateway.send(request);
  expect(answer.status).toBeLessThan(300);
  return answer.body.toString();
}

const versioning = (status: string) => `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`;

async function versionsOf(bucket: string): Promise<string[]> {
  const list = await ask("GET", `/${bucket}?versions`);
  return [...list.matchAll(/<VersionId>([^<]+)<\/VersionId>/g)].map(([, id = ""]) => id);
}

it("versions and delete markers are deleted one by one from a bucket whose versioning is suspended", async () => {
  await ask("PUT", "/pages");
  await ask("PUT", "/pages?versioning", versioning("Enabled"));
  for (const body of ["first", "second"]) await ask("PUT", "/pages/index.html", body);
  await ask("DELETE", "/pages/index.html");
  await ask("PUT", "/pages?versioning", versioning("Suspended"));

  const [latest = "", ...others] = await versionsOf("pages");
  expect(others).toHaveLength(2);
  await ask("DELETE", `/pages/index.html?versionId=${latest}`);
  expect((await versionsOf("pages")).toSorted()).toEqual(others.toSorted());

  const objects = others.map((id) => `<Object><Key>index.html</Key><VersionId>${id}</VersionId></Object>`);
  await ask("POST", "/pages?delete", `<Delete>${objects.join("")}</Delete>`);
  expect(await versionsOf("pages")).toEqual([]);
  expect(await ask("GET", "/pages?versioning")).toContain("<Status>Suspended</Status>");
  await ask("DELETE", "/pages");
});
