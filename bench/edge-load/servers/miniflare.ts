/** miniflare with the Worker of the cases; its argument is the origin. */
import { createRequire } from "node:module";
import { worker } from "../cases.ts";
import { ready } from "./ready.ts";

/** As much of miniflare as is used here; it is installed apart from this project, and its types with it. */
interface Miniflare {
  readonly Miniflare: new (
    options: Readonly<Record<string, unknown>>,
  ) => {
    readonly ready: Promise<URL>;
    dispose(): Promise<void>;
  };
}

const [, , origin = ""] = process.argv;
const { Miniflare } = createRequire(new URL("../../peers/package.json", import.meta.url))("miniflare") as Miniflare;
async function main(): Promise<void> {
  const server = new Miniflare({
    modules: true,
    script: worker(origin),
    compatibilityDate: "2026-04-01",
    host: "127.0.0.1",
    port: 0,
    cf: false,
  });
  ready(Number((await server.ready).port));
  process.on("exit", () => void server.dispose());
}

// Without an await: the loader compiles this file to CommonJS.
void main();
