import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildEnvironment } from "../index.ts";

/** Builds the handlers of a folder in its own process and prints each file that came out with its hash. */
const directory = process.argv[2] ?? "";
const build = await buildEnvironment({
  environment: "prod",
  environmentFile: "environments/prod.ts",
  handlersDirectory: path.join(directory, "edge-handlers"),
  outputDirectory: path.join(directory, "out"),
  cacheDirectory: path.join(directory, "cache"),
  handlers: {
    router: { handler: "router", config: undefined },
    headers: { handler: "headers", config: undefined },
    auth: { handler: "auth", config: { parameter: "/site/key" } },
  },
  behaviors: [
    {
      distribution: "site",
      key: "a",
      path: "*",
      isDefault: true,
      events: { "viewer-request": ["router"], "viewer-response": ["headers"] },
    },
    {
      distribution: "site",
      key: "b",
      path: "/m",
      events: { "viewer-request": ["auth"], "viewer-response": ["headers"] },
    },
  ],
});
for (const file of readdirSync(build.directory, { recursive: true, encoding: "utf8" }).sort()) {
  if (!path.extname(file)) continue;
  const hash = createHash("sha256")
    .update(readFileSync(path.join(build.directory, file)))
    .digest("hex");
  console.log(`${file.split(path.sep).join("/")} ${hash}`);
}
