import { join } from "node:path";
import { motoVersion } from "@featheredge/loopback/moto";
import {
  inspectAws,
  inspectBoto3,
  inspectChromium,
  inspectMoto,
  inspectNjs,
  inspectTerraform,
  type Tool,
} from "../doctor/tools.ts";
import { terraformRelease } from "./terraform-release.ts";
import { pathOfTests, pathWithTools, type ToolsFolder } from "./tools-folder.ts";

export type ToolName = "terraform" | "moto" | "njs" | "aws" | "boto3" | "chromium";

/** A tool that a project needs, and why. */
export interface Need {
  readonly tool: ToolName;
  /** Completes "is needed to …". */
  readonly use: string;
  /** No command works without it, so setup fails when it is missing. */
  readonly vital: boolean;
}

/** Tools of `featheredge up`. */
const runNeeds: readonly Need[] = [
  { tool: "terraform", use: "plan and apply the stacks", vital: true },
  { tool: "moto", use: "emulate the AWS services other than CloudFront on this machine", vital: true },
  {
    tool: "njs",
    use: "load each CloudFront Function in the engine that CloudFront's runtime was made from",
    vital: false,
  },
];

/** Tools that only the tests start. */
const testNeeds: readonly Need[] = [
  { tool: "aws", use: "test the loopback with the AWS CLI", vital: false },
  { tool: "boto3", use: "test the loopback with AWS's SDK for Python", vital: false },
  { tool: "chromium", use: "test web pages in a browser", vital: false },
];

/** @param tests - Whether the tools of the tests are needed, too. */
export function needsOf(tests: boolean): readonly Need[] {
  return tests ? [...runNeeds, ...testNeeds] : runNeeds;
}

/** A `usable` tool works, but is not of the version that the project is tested with. */
type ToolState = "present" | "usable" | "missing";

export interface Inspected {
  readonly need: Need;
  readonly state: ToolState;
  readonly tool: Tool;
}

/** Looks for each tool, in the project's folder first. */
export async function inspectNeeds(
  needs: readonly Need[],
  root: string,
  tools: ToolsFolder,
  env: NodeJS.ProcessEnv,
): Promise<readonly Inspected[]> {
  const toolsEnv = { ...env, PATH: pathWithTools(root, env.PATH) };
  const testsEnv = { ...env, PATH: pathOfTests(root, env.PATH) };
  const inspect: Record<ToolName, () => Promise<Tool>> = {
    terraform: () => inspectTerraform(toolsEnv),
    moto: () => inspectMoto(toolsEnv),
    njs: () => inspectNjs(toolsEnv),
    aws: () => inspectAws(testsEnv),
    boto3: () => inspectBoto3(testsEnv),
    chromium: () => inspectChromium(toolsEnv),
  };
  return Promise.all(
    needs.map(async (need) => {
      const tool = await inspect[need.tool]();
      return { need, tool, state: stateOf(need.tool, tool, tools) };
    }),
  );
}

function stateOf(name: ToolName, { found, version, detail }: Tool, tools: ToolsFolder): ToolState {
  if (!found) return "missing";
  // Any Terraform that is new enough is accepted, but the project's own copy must have the project's version.
  const outdated = detail === join(tools.bin, "terraform") && version !== terraformRelease.version;
  const otherMoto = name === "moto" && version !== motoVersion;
  return outdated || otherMoto ? "usable" : "present";
}
