/** miniflare with a Worker whose file is watched, as `wrangler dev` does; its argument is the file. */
import { readFileSync, watch } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { ready } from "../edge-load/servers/ready.ts";

/** As much of miniflare as is used here; it is installed apart from this project, and its types with it. */
interface Miniflare {
  readonly Miniflare: new (
    options: object,
  ) => {
    readonly ready: Promise<URL>;
    setOptions(options: object): Promise<void>;
    dispose(): Promise<void>;
  };
}

const [, , file = ""] = process.argv;
const { Miniflare } = createRequire(new URL("../peers/package.json", import.meta.url))("miniflare") as Miniflare;

const options = () => ({
  modules: true,
  script: readFileSync(file, "utf8"),
  compatibilityDate: "2026-04-01",
  host: "127.0.0.1",
  port: 0,
  cf: false,
});

async function main(): Promise<void> {
  const server = new Miniflare(options());
  const { port } = await server.ready;
  let turn = Promise.resolve();
  watch(dirname(file), (_event, name) => {
    if (name === basename(file)) turn = turn.then(() => server.setOptions(options()));
  });
  // The first save may come at once.
  ready(Number(port));
  process.on("exit", () => void server.dispose());
}

// Without an await: the loader compiles this file to CommonJS.
void main();
