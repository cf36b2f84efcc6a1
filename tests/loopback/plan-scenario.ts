import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownAccount, projectWith } from "./own-project.ts";

/** A text that looks like an access key, which no output may contain. */
export const plantedKey = "AKIAABCDEFGHIJKLMNOP";

const environment = (handlers: string, distribution: string) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${ownAccount}",
  region: "eu-west-1",
  state: { type: "local" },
  tags: { Environment: "qa" },
  protections: { preventDestroy: false },
  handlers: { ${handlers} },
  distributions: {
    shop: {
      waitForDeployment: false,
      aliases: ["shop.example.com"],
      certificate: "arn:aws:acm:us-east-1:${ownAccount}:certificate/11111111-2222-3333-4444-555555555555",
      ${distribution}
    },
  },
} satisfies EnvironmentInput;
`;

const before = environment(
  "greet: {}, old: {}, members: {}, lookup: {}",
  `comment: "Shop",
      keyValueStore: { greeting: "hello", banner: "off" },
      origins: { app: { type: "custom", domainName: "app.example.com" }, pages: { type: "static" } },
      defaultBehavior: { origin: "app", viewerRequest: "greet" },
      behaviors: [
        { pathPattern: "/images/*", origin: "pages" },
        { pathPattern: "/members/*", origin: "app", viewerRequest: "members", cachePolicy: "CachingDisabled" },
        { pathPattern: "/old/*", origin: "app", viewerRequest: "old" },
        { pathPattern: "/store/*", origin: "app", viewerRequest: "lookup", compress: true },
      ],`,
);

const after = environment(
  "greet: {}, members: {}, lookup: {}",
  `comment: "Shop with \`ticks\` and <b>@someone</b>",
      keyValueStore: { greeting: "good day", banner: "off", key: "${plantedKey}" },
      origins: {
        app: { type: "custom", domainName: "app.example.com", customHeaders: { "x-key": "${plantedKey}" } },
        pages: { type: "static" },
      },
      defaultBehavior: { origin: "app", viewerRequest: "greet" },
      behaviors: [
        { pathPattern: "/members/*", origin: "app", viewerRequest: "members", cachePolicy: "CachingDisabled" },
        { pathPattern: "/store/*", origin: "app", viewerRequest: "lookup", compress: false },
        { pathPattern: "/images/*", origin: "pages" },
        { pathPattern: "/new/*", origin: "pages", viewerProtocolPolicy: "https-only" },
      ],`,
);

const handlers = {
  greet: `import { onViewerRequest, redirect } from "@featheredge/edge-sdk";
import { target } from "../shared/target.ts";

export default onViewerRequest((request) => (request.path === "/hi" ? redirect(target, 302) : request));
`,
  old: `import { onViewerRequest, redirect } from "@featheredge/edge-sdk";

export default onViewerRequest((request) => (request.path === "/old" ? redirect("/", 301) : request));
`,
  members: `import { onViewerRequest, redirect } from "@featheredge/edge-sdk";

export default onViewerRequest((request) => (request.cookies.get("member") ? request : redirect("/login", 302)));
`,
};

/** In AWS's own form: answers with the value of the key that the path names. */
const lookup = `import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const key = event.request.uri.slice(1);
  const value = (await store.exists(key)) ? await store.get(key) : "none";
  return { statusCode: 200, headers: { "x-value": { value: value } } };
}
`;

/** Needs a fetch, so that it moves to Lambda@Edge. */
const fetchingMembers = `import { onViewerRequest, redirect } from "@featheredge/edge-sdk";

export default onViewerRequest(async (request) => {
  const token = request.cookies.get("member");
  if (!token) return redirect("/login", 302);
  const answer = await fetch(\`https://login.example.com/check?token=\${encodeURIComponent(token)}\`);
  return answer.ok ? request : redirect("/login", 302);
});
`;

/** An event of the handler's, by which its compute is estimated. */
const greetCase = {
  case: "redirects",
  event: {
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: "198.51.100.7" },
    request: { method: "GET", uri: "/hi", querystring: {}, headers: {}, cookies: {} },
  },
  expected: { response: { statusCode: 302 } },
};

/** Makes the project in a git repository, with its first version committed. */
export function scenarioProject(): string {
  const root = projectWith({ handlers });
  mkdirSync(join(root, "edge-handlers", "shared"));
  mkdirSync(join(root, "edge-handlers", "lookup"));
  mkdirSync(join(root, "edge-handlers", "greet", "events"));
  writeFileSync(join(root, "edge-handlers", "greet", "events", "hi.json"), JSON.stringify(greetCase));
  writeFileSync(join(root, "edge-handlers", "shared", "target.ts"), 'export const target = "/hello";\n');
  writeFileSync(join(root, "edge-handlers", "lookup", "handler.js"), lookup);
  writeFileSync(join(root, "environments", "qa.ts"), before);
  writeFileSync(join(root, ".gitignore"), "node_modules\n.featheredge\ncdktf.out\n");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], { cwd: root });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message=First version");
  return root;
}

/** Changes a handler and a file that it imports, behaviors, entries of the store, a runtime, and removes a handler. */
export function changeProject(root: string): void {
  const edit = (path: string, from: string, to: string) => {
    const file = join(root, "edge-handlers", path);
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
  };
  edit("shared/target.ts", "/hello", "/welcome");
  edit("greet/handler.ts", "/hi", "/hey");
  writeFileSync(join(root, "edge-handlers", "members", "handler.ts"), fetchingMembers);
  rmSync(join(root, "edge-handlers", "old"), { recursive: true });
  writeFileSync(join(root, "environments", "qa.ts"), after);
}

/** Protects the environment's resources. */
export function protectProject(root: string): void {
  const file = join(root, "environments", "qa.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("preventDestroy: false", "preventDestroy: true"));
}
