// Preloaded into the suite's server, which would otherwise listen on every interface of this machine.
import { Server } from "node:net";

const { listen } = Server.prototype;
Server.prototype.listen = function (port) {
  return listen.call(this, Number(port), "127.0.0.1");
};
