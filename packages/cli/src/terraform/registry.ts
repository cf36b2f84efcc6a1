import { connect } from "node:tls";
import { openTunnel } from "@featheredge/loopback/upstream";

const host = "registry.terraform.io";

/**
 * Asks Terraform's registry for its service document, by the user's own proxy where one is set.
 * @returns Whether it answered with success within `timeoutMilliseconds`.
 */
export async function registryAnswers(env: NodeJS.ProcessEnv, timeoutMilliseconds: number): Promise<boolean> {
  try {
    const socket = await openTunnel({ host, port: 443, env, timeoutMilliseconds });
    return await asksForServices(socket, timeoutMilliseconds);
  } catch {
    return false;
  }
}

function asksForServices(socket: Awaited<ReturnType<typeof openTunnel>>, timeoutMilliseconds: number) {
  return new Promise<boolean>((resolve) => {
    const secure = connect({ socket, servername: host, ALPNProtocols: ["http/1.1"] });
    const end = (answered: boolean) => {
      secure.destroy();
      resolve(answered);
    };
    secure.setTimeout(timeoutMilliseconds, () => end(false));
    secure.once("error", () => end(false));
    secure.once("end", () => end(false));
    secure.once("data", (data) => end(/^HTTP\/1\.1 200 /.test(data.toString("latin1"))));
    secure.write(`GET /.well-known/terraform.json HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}
