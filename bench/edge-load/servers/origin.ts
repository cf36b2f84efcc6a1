/** The origin behind every server, in a separate process. It sends the same file for every path. */
import { createServer } from "node:http";
import { page } from "../cases.ts";
import { ready } from "./ready.ts";

const body = Buffer.from(page);
const server = createServer({ keepAliveTimeout: 60_000 }, (_request, response) => {
  response.writeHead(200, {
    "Content-Type": "text/html",
    "Content-Length": body.length,
    "Cache-Control": "max-age=3600",
  });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") ready(address.port);
});
