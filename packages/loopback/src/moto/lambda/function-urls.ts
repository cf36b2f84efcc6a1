import type { ResourcePolicy } from "../../data-plane/7-origin/resource-policy.ts";
import { type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";

/** A function that has a URL. */
export interface FoundFunction {
  readonly account: string;
  readonly region: string;
  readonly functionName: string;
  /** True if the URL answers unsigned requests. */
  readonly isPublic: boolean;
}

/**
 * Finds the function that a function URL's host, `<id>.lambda-url.<region>.on.aws`, invokes.
 * @param accounts - The accounts to search.
 * @returns the function's account, region and name; undefined if no function has that URL.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html
 */
export async function findFunctionUrl(
  host: string,
  accounts: Iterable<string>,
  send: (request: MotoRequest) => Promise<MotoAnswer>,
): Promise<FoundFunction | undefined> {
  const region = /^[a-z0-9]+\.lambda-url\.([a-z0-9-]+)\.on\.aws$/.exec(host)?.[1];
  if (region === undefined) return undefined;
  for (const account of accounts) {
    const read = async (path: string) => {
      const { status, body } = await send(ownRequest({ account, region, service: "lambda", path }));
      // moto answers GetFunctionUrlConfig with 201 instead of 200.
      return status === 200 || status === 201 ? JSON.parse(body.toString()) : {};
    };
    const { Functions: functions = [] } = await read("/2015-03-31/functions/");
    for (const { FunctionName: functionName } of functions) {
      const { FunctionUrl: url = "", AuthType: authType } = await read(`/2021-10-31/functions/${functionName}/url`);
      if (URL.parse(url)?.hostname === host) return { account, region, functionName, isPublic: authType === "NONE" };
    }
  }
  return undefined;
}

/**
 * Reads the resource-based policy of a function.
 * @returns undefined if the function has no permissions
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
 */
export async function readFunctionPolicy(
  { account, region, functionName }: FoundFunction,
  send: (request: MotoRequest) => Promise<MotoAnswer>,
): Promise<ResourcePolicy | undefined> {
  const path = `/2015-03-31/functions/${functionName}/policy`;
  const { status, body } = await send(ownRequest({ account, region, service: "lambda", path }));
  return status === 200 ? JSON.parse(JSON.parse(body.toString()).Policy) : undefined;
}
