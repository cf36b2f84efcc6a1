import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { MotoAddress } from "../server/address.ts";
import { addressMoto } from "./moto-target.ts";
import { type MotoAnswer, type MotoRequest, motoHeaders, withoutHopByHop } from "./request.ts";

/**
 * Sends a client's request to moto, addressed to the service that the client called, and streams the answer back.
 * @returns when moto has begun to answer, which it does only when it has the whole answer, or when the client disconnects.
 * @throws before anything is answered, when moto can't be reached or reserves the path.
 */
export function streamToMoto(request: IncomingMessage, response: ServerResponse, moto: MotoAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const addressed = addressMoto({ path: request.url ?? "/", headers: motoHeaders(request) });
    if ("refused" in addressed) throw new Error(addressed.refused);
    const onward = httpRequest({
      ...moto.connect,
      method: request.method,
      path: addressed.path,
      // moto's server ends every connection after one answer.
      headers: [...addressed.headers, ...moto.headers, "Connection", "close"],
      agent: false,
    });
    onward.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, withoutHopByHop(answer.rawHeaders));
      answer.pipe(response);
      answer.once("error", () => response.destroy());
      resolve();
    });
    onward.once("error", (error) => {
      if (response.headersSent || response.destroyed) {
        response.destroy();
      } else {
        reject(error);
      }
    });
    response.once("close", () => {
      onward.destroy();
      resolve();
    });
    request.pipe(onward);
  });
}

/**
 * Sends a request to moto and reads the whole answer.
 * @throws when moto can't be reached, or reserves the path.
 */
export function sendToMoto(moto: MotoAddress, request: MotoRequest): Promise<MotoAnswer> {
  return new Promise((resolve, reject) => {
    const addressed = addressMoto(request);
    if ("refused" in addressed) throw new Error(addressed.refused);
    const { method, path, headers, body } = addressed;
    const call = httpRequest({
      ...moto.connect,
      method,
      path,
      // moto's server ends every connection after one answer.
      headers: [
        ...withoutHopByHop(headers, "content-length"),
        ...moto.headers,
        "Content-Length",
        String(body.length),
        "Connection",
        "close",
      ],
      agent: false,
    });
    call.once("error", reject);
    call.once("response", (answer) => {
      answer.toArray().then(
        (chunks) =>
          resolve({
            status: answer.statusCode ?? 502,
            statusMessage: answer.statusMessage ?? "",
            headers: withoutHopByHop(answer.rawHeaders),
            body: Buffer.concat(chunks),
          }),
        reject,
      );
    });
    call.end(body);
  });
}
