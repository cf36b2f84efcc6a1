import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

/** A key pair of the issuer; `jwk` is its public half. */
export interface IssuerKey {
  readonly jwk: JWK;
  readonly privateKey: CryptoKey;
}

export async function makeKey(alg: "RS256" | "ES256", kid: string | undefined): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { jwk: { ...jwk, alg, use: "sig", ...(kid === undefined ? {} : { kid }) }, privateKey };
}

/** A token as the issuer signs it; `claims` override, and undefined takes one away. */
export function sign(
  { jwk, privateKey }: IssuerKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: "https://login.example.com", aud: "members", sub: "member-1", exp: now + 3600, plan: "gold" };
  return new SignJWT({ ...payload, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: String(jwk.alg), ...(jwk.kid === undefined ? {} : { kid: jwk.kid }), ...header })
    .sign(privateKey);
}

let servers = 0;

/** The issuer's key server on loopback, with an address that no other test has used. */
export interface KeyServer {
  readonly url: string;
  fetches: number;
  /** Its answer. */
  answer: (response: ServerResponse) => void;
  publish(...keys: readonly { readonly jwk: JWK }[]): void;
  close(): Promise<void>;
}

export async function startKeyServer(): Promise<KeyServer> {
  const server = createServer((_, response) => {
    keyServer.fetches += 1;
    keyServer.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const keyServer: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks-${servers++}.json`,
    fetches: 0,
    answer: (response) => response.writeHead(404).end(),
    publish(...keys) {
      const body = JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
      this.answer = (response) => response.writeHead(200, { "content-type": "application/json" }).end(body);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return keyServer;
}
