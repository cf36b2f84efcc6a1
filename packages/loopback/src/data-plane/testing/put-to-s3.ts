import { expect } from "vitest";
import type { MotoGateway } from "../../moto/gateway.ts";
import { ownRequest } from "../../moto/request/request.ts";

interface S3Put {
  /** Path and query, such as `/bucket/key` or `/bucket?policy`. */
  readonly path: string;
  readonly body?: string | undefined;
  /** Names and values in turn. */
  readonly headers?: readonly string[] | undefined;
  /** @default "us-east-1" */
  readonly region?: string;
}

/** Writes a bucket, an object or a setting as an AWS client of account 123456789012 does, and expects success. */
export async function putToS3(gateway: MotoGateway, { path, body = "", headers = [], region = "us-east-1" }: S3Put) {
  const request = ownRequest({ account: "123456789012", region, service: "s3", method: "PUT", path, body });
  const { status } = await gateway.send({ ...request, headers: [...request.headers, ...headers] });
  expect([path, status]).toEqual([path, expect.toSatisfy((code) => code < 300)]);
}
