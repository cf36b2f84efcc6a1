import { diagnose } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { inspectKeyValueStoreSigning } from "../doctor/key-value-store-signing.ts";
import { inspectProvider } from "../doctor/provider.ts";
import {
  inspectAws,
  inspectBoto3,
  inspectChromium,
  inspectMoto,
  inspectNjs,
  inspectNode,
  inspectTerraform,
  type Tool,
} from "../doctor/tools.ts";
import { FailedResult } from "../report/failure.ts";
import { formatTable } from "../report/table.ts";
import { terraformEnvironment } from "../terraform/index.ts";

/** Says which tools are here. @throws {FailedResult} when a required one is missing. */
export async function doctor({ root, env, output }: Context, { json }: { json: boolean }): Promise<void> {
  const setup = await terraformEnvironment({ root, env });
  const tools = await Promise.all([
    inspectNode(process.versions.node),
    inspectTerraform(env),
    inspectProvider(setup.provider),
    inspectMoto(env),
    inspectNjs(env),
    inspectChromium(env),
    inspectAws(env),
    inspectKeyValueStoreSigning(env),
    inspectBoto3(env),
  ]);
  const missing = tools.filter((tool) => !tool.found && tool.optional === undefined);
  if (json) {
    const diagnostics = missing.map(({ name, detail, howToGet }) =>
      diagnose("FE-CLI-011", {
        subject: name,
        message: `${detail === undefined ? `${name} is missing` : `${name}: ${detail}`}.`,
        fix: howToGet,
      }),
    );
    const report = { ok: missing.length === 0, tools, notes: setup.notes, diagnostics };
    output.print(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    output.print(formatTools(tools));
    output.print(setup.notes.map((note) => `\n${note}\n`).join(""));
  }
  if (missing.length > 0) {
    throw new FailedResult(`missing: ${missing.map(({ name }) => name).join(", ")}`);
  }
}

function formatTools(tools: readonly Tool[]): string {
  const rows = tools.map((tool) => {
    const state = tool.found ? "found" : tool.optional === undefined ? "MISSING" : "not found";
    return [tool.name, state, tool.version ?? "", tool.detail ?? ""];
  });
  const advice = tools
    .filter((tool) => !tool.found)
    .map(
      ({ name, optional, howToGet }) =>
        `${name}${optional === undefined ? "" : ` (optional: ${optional})`}: ${howToGet}\n`,
    );
  return formatTable(rows) + (advice.length === 0 ? "" : `\n${advice.join("")}`);
}
