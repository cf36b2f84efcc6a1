import { LoopbackError } from "../../loopback-error.ts";
import { multiRegionAliasOf } from "../../moto/s3/multi-region-access-point.ts";
import { s3HostOf } from "../../moto/s3/s3-address.ts";
import type { MotoAddress } from "../../moto/server/address.ts";
import type { InvokeOrigin, ResolvedOrigin, ResolveOrigin } from "../base/origin.ts";
import { websiteAddressOf } from "./s3/website-endpoint.ts";

export interface OriginResolverOptions {
  /**
   * Answers requests to buckets only. moto chooses the service by a request's signature, whatever the host is, so a
   * viewer whose `Authorization` header is forwarded could otherwise call any API.
   */
  readonly moto?: MotoAddress | Promise<MotoAddress> | undefined;
  /** Addresses of origins on this machine, such as `{ "api.example.com": "http://127.0.0.1:3000" }`. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Finds the function behind `<id>.lambda-url.<region>.on.aws`. */
  readonly lambdaUrl?: (host: string) => InvokeOrigin | undefined;
}

const lambdaUrlHost = /^[a-z0-9]+\.lambda-url\.[a-z0-9-]+\.on\.aws$/;

/**
 * Creates the function that finds origins on this machine.
 * @throws {LoopbackError} if an override is not a URL of this machine
 */
export function createOriginResolver(options: OriginResolverOptions = {}): ResolveOrigin {
  const overrides = new Map(
    Object.entries(options.overrides ?? {}).map(([host, url]) => [host.toLowerCase(), overrideOf(host, url)]),
  );
  return (host, protocol, port) => {
    const name = host.toLowerCase();
    const override = overrides.get(name);
    if (override !== undefined) return override;
    if (isLoopback(name)) return { host: addressOf(name), port, tls: protocol === "https" };
    if (lambdaUrlHost.test(name)) {
      const invoke = options.lambdaUrl?.(name);
      return invoke !== undefined ? { invoke } : { refused: `No function has the URL ${name}. Deploy it first.` };
    }
    if (options.moto !== undefined && isBucket(name)) return { moto: options.moto };
    return {
      refused: `The origin '${host}' is not on this machine, and the loopback connects to no other. Add its address on this machine to the loopback's origins, for example { "${host}": "http://127.0.0.1:3000" }.`,
    };
  };
}

function overrideOf(host: string, text: string): ResolvedOrigin {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || !isLoopback(url.hostname)) {
    throw new LoopbackError(
      `The origin '${host}' is mapped to '${text}', which is not a URL on this machine. Use one such as http://127.0.0.1:3000.`,
    );
  }
  const tls = url.protocol === "https:";
  return { host: addressOf(url.hostname), port: Number(url.port) || (tls ? 443 : 80), tls };
}

function isBucket(name: string): boolean {
  return [s3HostOf, websiteAddressOf, multiRegionAliasOf].some((read) => read(name) !== undefined);
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Names below `.localhost` get an address without DNS, since resolvers may not know them. */
function addressOf(name: string): string {
  return name === "[::1]" ? "::1" : name.startsWith("127.") ? name : "127.0.0.1";
}
