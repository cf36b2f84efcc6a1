import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { FunctionSource, ProjectView } from "@featheredge/inspector/api";
import { readBuildManifest } from "../../project/build-manifest.ts";
import { loadEnvironment } from "../../project/registry.ts";
import { upDirectory } from "../builder.ts";
import type { FollowCommands } from "../follow-edits.ts";
import type { UpEvent } from "../state.ts";
import type { UpStore } from "../store.ts";
import { findBuiltFunction } from "./built-function.ts";
import { chosenEditor } from "./editor.ts";
import { openInEditor } from "./open-in-editor.ts";
import { type BuiltEnvironment, findPosition } from "./positions.ts";
import { eventCase } from "./request-test/event-case.ts";
import { vitestCase } from "./request-test/vitest-case.ts";
import { secretsOf } from "./secrets.ts";
import { findSourceLines } from "./source-lines.ts";
import { driftOf, statusOf } from "./status.ts";
import { createTerraformLog } from "./terraform-log.ts";

export interface ProjectViewOptions {
  readonly root: string;
  /** Names the user's editor. */
  readonly env: NodeJS.ProcessEnv;
  /** The environment's name. */
  readonly name: string;
  readonly store: UpStore;
  /** Gives `up` commands of the user. */
  readonly commands: () => Pick<FollowCommands, "apply" | "checkDrift">;
}

/** The events after which {@link ProjectView.terraform} answers something else. */
const terraformEvents: readonly UpEvent["type"][] = ["step", "output", "result", "plan", "terraform", "drift"];
/** Terraform prints many lines at once, which are one change for a reader. */
const terraformPauseMs = 100;

/** The project for the inspector of a running `up`: its files, its last build and what Terraform does. */
export function createProjectView({ root, env, name, store, commands }: ProjectViewOptions): ProjectView {
  const log = createTerraformLog();
  const editor = chosenEditor(env)?.name;
  store.subscribe((event) => log.take(event));
  let last: BuiltEnvironment | undefined;
  const secrets = new Set<string>();
  /** Read again for each question, since edits replace both. Undefined before the first build. */
  const built = async (): Promise<BuiltEnvironment | undefined> => {
    try {
      last = { root, name, environment: await loadEnvironment(root, name), manifest: readBuildManifest(root, name) };
    } catch {
      // The environment is being edited and has a mistake, which `up` reports.
    }
    return last;
  };
  return {
    environment: name,
    status: () => statusOf(store.state, editor),
    onStatus(listener) {
      let known = statusOf(store.state, editor);
      return store.subscribe((_, state) => {
        const status = statusOf(state, editor);
        if (isDeepStrictEqual(status, known)) return;
        known = status;
        listener(status);
      });
    },
    onTerraform(listener) {
      let waiting: NodeJS.Timeout | undefined;
      const end = store.subscribe(({ type }) => {
        if (!terraformEvents.includes(type)) return;
        waiting ??= setTimeout(() => {
          waiting = undefined;
          listener();
        }, terraformPauseMs);
      });
      return () => {
        clearTimeout(waiting);
        end();
      };
    },
    async terraform() {
      const { plan, lines } = log;
      return {
        status: store.state.terraform.status,
        log: [...lines],
        ...(plan === undefined ? {} : { plan: { text: plan } }),
        ...(store.state.drift === undefined ? {} : { drift: driftOf(store.state.drift) }),
      };
    },
    async apply() {
      commands().apply();
    },
    async checkDrift() {
      commands().checkDrift();
    },
    async functionSource(functionName) {
      const current = await built();
      return current && readSources(current, functionName);
    },
    async sourceOf(position) {
      // The loopback may serve a build that Terraform has not applied yet.
      const directory = join(upDirectory(root, name), "build");
      if (!existsSync(join(directory, "manifest.json"))) return undefined;
      return findSourceLines({ root, directory }, position);
    },
    async positionOf(behavior, option) {
      const current = await built();
      return current && findPosition(current, behavior, option);
    },
    open: (position) => openInEditor(root, env, position),
    async secrets() {
      const current = await built();
      // Requests that are kept may have secrets that an edit has replaced since.
      for (const secret of current === undefined ? [] : secretsOf(root, current.environment)) secrets.add(secret);
      return [...secrets];
    },
    async testOf(tested, form) {
      if (form === "vitest") return vitestCase(name, tested);
      const current = await built();
      return current && eventCase(current, tested, env);
    },
  };
}

/** The handlers of a function, and why it runs where it runs. */
function readSources({ root, manifest }: BuiltEnvironment, deployedName: string): FunctionSource | undefined {
  const built = findBuiltFunction(manifest, deployedName);
  if (built === undefined) return undefined;
  return {
    sources: built.sources.flatMap((file) => {
      const path = join(root, file);
      return existsSync(path) ? [{ file, text: readFileSync(path, "utf8") }] : [];
    }),
    placement: [...built.reasons],
  };
}
