import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { terraformEnvironment } from "./environment.ts";
import { terraformPlatform } from "./mirrors.ts";

let root: string;
let home: string;
// The registry can't be reached: a proxy at a port where no server listens.
const offline = { HTTPS_PROXY: "http://127.0.0.1:9" };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "terraform-"));
  home = join(root, "home");
  mkdirSync(home);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function mirror() {
  const directory = join(root, "terraform.d", "plugins");
  mkdirSync(join(directory, "registry.terraform.io/hashicorp/aws/99.0.0", terraformPlatform()), { recursive: true });
  return directory;
}

describe("terraform's environment", () => {
  it("takes the provider from a mirror when the registry does not answer, and everything else from the registry", async () => {
    const directory = mirror();
    const { variables, provider } = await terraformEnvironment({ root, env: offline, home });
    expect(provider).toEqual({ from: "mirror", directory, versions: ["99.0.0"] });
    const text = readFileSync(String(variables.TF_CLI_CONFIG_FILE), "utf8");
    expect(text).toContain(`path    = ${JSON.stringify(directory)}`);
    expect(text).toContain('direct {\n    exclude = ["registry.terraform.io/hashicorp/aws"]');
  });

  it("leaves a configuration of the user's own as it is, and names the hosts it installs from", async () => {
    mirror();
    const file = join(root, "own.tfrc");
    writeFileSync(file, 'provider_installation {\n  network_mirror {\n    url = "https://Mirror.example/p/"\n  }\n}\n');
    const { variables, provider, providerHosts } = await terraformEnvironment({
      root,
      env: { ...offline, TF_CLI_CONFIG_FILE: file },
      home,
    });
    expect(provider).toEqual({ from: "user-configuration", files: [file] });
    expect("TF_CLI_CONFIG_FILE" in variables).toBe(false);
    expect(providerHosts).toEqual(["mirror.example"]);
  });

  it("finds that configuration in the home folder too, but not in the credentials of a login", async () => {
    mirror();
    mkdirSync(join(home, ".terraform.d"));
    writeFileSync(join(home, ".terraform.d", "credentials.tfrc.json"), "{}");
    const before = await terraformEnvironment({ root, env: offline, home });
    expect(before.provider.from).toBe("mirror");
    writeFileSync(join(home, ".terraformrc"), "");
    const after = await terraformEnvironment({ root, env: offline, home });
    expect(after.provider).toEqual({ from: "user-configuration", files: [join(home, ".terraformrc")] });
  });

  it("takes a configuration file that does not exist as not set, and says so", async () => {
    mirror();
    const env = { ...offline, TF_CLI_CONFIG_FILE: join(root, "gone.tfrc") };
    const { variables, provider, notes } = await terraformEnvironment({ root, env, home });
    expect(provider.from).toBe("mirror");
    expect(variables.TF_CLI_CONFIG_FILE).not.toBe(env.TF_CLI_CONFIG_FILE);
    expect(notes.join()).toContain("does not exist");
  });

  it("caches what is downloaded in the project, unless the user has a cache", async () => {
    writeFileSync(join(home, ".terraformrc"), "");
    const own = await terraformEnvironment({ root, env: offline, home });
    expect(own.variables.TF_PLUGIN_CACHE_DIR).toBe(join(root, ".featheredge/terraform/plugins"));
    expect(existsSync(String(own.variables.TF_PLUGIN_CACHE_DIR))).toBe(true);
    writeFileSync(join(home, ".terraformrc"), 'plugin_cache_dir = "/cache"\n');
    const users = await terraformEnvironment({ root, env: offline, home });
    expect("TF_PLUGIN_CACHE_DIR" in users.variables).toBe(false);
  });

  it("takes away settings that would change what a command means", async () => {
    mirror();
    const env = { ...offline, TF_WORKSPACE: "other", TF_CLI_ARGS_plan: "-target=a.b", TF_DATA_DIR: "/elsewhere" };
    const { variables } = await terraformEnvironment({ root, env, home });
    expect({ ...env, ...variables }).toMatchObject({
      TF_WORKSPACE: undefined,
      TF_CLI_ARGS_plan: undefined,
      TF_DATA_DIR: undefined,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
    });
  });
});
