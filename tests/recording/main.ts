/**
 * `npx tsx tests/recording/main.ts`: records `featheredge up` on a pseudo terminal, and writes docs/recording.svg, which
 * README shows. It needs python3, curl and the tools of `featheredge setup`. Waits of more than 1.2 s are shortened.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectOf } from "#fixtures/copy.ts";
import { animatedSvg } from "./animated-svg.ts";
import { framesOf, type Recording } from "./frames.ts";

const [rows, columns] = [30, 104];
const ports = { http: 8090, https: 8493 };
const repository = resolve(import.meta.dirname, "../..");
const command = join(repository, "packages", "cli", "bin", "featheredge.js");

/** A project whose environment 'local' was applied before; without one, a new one is made, which takes a minute. */
const given = process.argv[2];
const root = given ?? projectOf("tests/fixtures/reference-site");
try {
  const apply = [command, "apply", "local", "--loopback", "--yes"];
  // So that `up` has a deployment to serve at once.
  if (given === undefined) execFileSync(process.execPath, apply, { cwd: root, stdio: "inherit" });
  const recording = record();
  const svg = animatedSvg({
    title: "A terminal with 'featheredge up'",
    description:
      "The last deployment is served at once. Requests miss and hit the cache. A saved handler is served before Terraform applies it. A mistake is shown with its source. The cache is cleared.",
    columns,
    frames: framesOf(recording, { rows, columns, longestSeconds: 1.2, shortestSeconds: 0.08, lastSeconds: 4 }),
  });
  writeFileSync(join(repository, "docs", "recording.svg"), svg);
  console.log(`docs/recording.svg: ${svg.length} bytes`);
} finally {
  if (given === undefined) rmSync(root, { recursive: true, force: true });
}

/** Uses `up` as a person would, in another folder's project. */
function record(): Recording {
  const get = (path: string, country: string) => ({
    run: ["curl", "-s", "-H", `x-loopback-viewer-country: ${country}`, `http://localhost:${ports.http}${path}`],
  });
  const handler = join(root, "edge-handlers", "security-headers", "handler.ts");
  const source = readFileSync(handler, "utf8");
  /** Saves the handler with a line more. */
  const save = (line: string) => {
    const text = source.replace(/^( *)return response;/m, `$1${line}\n$1return response;`);
    const write = `require("node:fs").writeFileSync(${JSON.stringify(handler)}, ${JSON.stringify(text)})`;
    return { run: [process.execPath, "-e", write] };
  };
  const steps = [
    { wait: "quit", pause: 1 },
    { wait: "applied after", pause: 1.5, ...get("/about/", "ES") },
    { wait: "/about/", pause: 0.8, ...get("/about/", "ES") },
    { wait: "/about/", pause: 0.8, ...get("/assets/site.css", "ES") },
    { wait: "/assets/site.css", pause: 0.8, ...get("/members/", "JP") },
    {
      wait: "/members/",
      pause: 1.2,
      ...save('headers.set("x-greeting", "hello");'),
    },
    { wait: "ahead of Terraform", pause: 1.5, ...get("/about/", "JP") },
    { wait: "/about/", pause: 1, ...save('headers.set("x-greeting" "hello");') },
    { wait: "not applied", pause: 3, ...save("") },
    { wait: "applied after", pause: 1, send: "c" },
    { wait: "cache cleared", pause: 1.2, send: "h" },
    { wait: "plan and apply again", pause: 2.5, send: "q" },
  ];
  const up = ["up", "local", "--http-port", String(ports.http), "--https-port", String(ports.https)];
  const driver = join(repository, "packages", "cli", "src", "terminal", "testing", "drive_pty.py");
  const printed = execFileSync("python3", [driver, String(rows), String(columns), process.execPath, command, ...up], {
    cwd: root,
    input: JSON.stringify(steps),
    maxBuffer: 2 ** 28,
    // A note about the machine's own settings does not belong into the recording.
    env: { ...process.env, CI: "", TERM: "xterm-256color", TF_CLI_CONFIG_FILE: undefined, DRIVE_SECONDS: "900" },
  });
  const result = JSON.parse(printed.toString());
  if (result.missing !== null) throw new Error(`The terminal did not show '${result.missing}':\n${result.output}`);
  return result;
}
