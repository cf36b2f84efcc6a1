import { resolve } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Context, confirmBy, createAsk, createOutput } from "./context.ts";
import type { Interruption } from "./process/interruption.ts";
import { findRoot } from "./project/root.ts";
import { engines } from "./run/engine.ts";

export interface ProgramOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The folder that the command was given in. */
  readonly directory: string;
  readonly interruption: Interruption;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The option of every command whose result a machine may read. */
const json = ["--json", "print one JSON document; where the command fails, its diagnostics", false] as const;

const exitCodes = `
Exit codes: 0 done; 1 a mistake to fix, a failure of terraform, or (doctor, setup) a required tool missing; 2 (drift,
verify) AWS differs; 130 or 143 stopped by Ctrl-C or SIGTERM.
FEATHEREDGE_PLAN_KEY (32 bytes in base64) seals saved plans.`;

/** The command line. Each command loads its code when it runs, so that \`--help\` and mistakes answer at once. */
export function createProgram(options: ProgramOptions): Command {
  const context = async (): Promise<Context> => {
    const { default: colors } = await import("picocolors");
    const ask = createAsk(options.stdin, options.stderr, options.interruption.stop);
    return {
      root: findRoot(options.directory),
      env: options.env,
      interruption: options.interruption,
      output: createOutput(options.stdout, options.stderr, colors.dim),
      ask,
      confirm: confirmBy(ask),
    };
  };
  const within = (file: string) => resolve(options.directory, file);
  const program = new Command("featheredge")
    .enablePositionalOptions()
    .description("Edge handlers, compiled, proven and attached to CloudFront by Terraform.")
    .addHelpText("after", exitCodes)
    .exitOverride()
    // The error that is thrown is reported as a diagnostic.
    .configureOutput({ outputError: () => {} });
  program
    .command("build [environment]")
    .description("compile and verify the edge handlers of one environment, or of all")
    .option("--watch", "build again whenever a handler or an environment changes, until Ctrl-C", false)
    .option(
      "--dump-passes <directory>",
      "write the code of each CloudFront Function after each pass of the compiler: <directory>/<function>/01-bundle.js, …",
    )
    .option(...json)
    .action(async (name: string | undefined, chosen) =>
      (await import("./commands/build.ts")).build(await context(), name, chosen),
    );
  const creation = program.command("new").description("begin something new");
  creation
    .command("handler <name>")
    .description("write the folder of a new handler, with tests that pass")
    .action(async (name: string) => (await import("./commands/new-handler.ts")).newHandler(await context(), name));
  creation
    .command("stack <name>")
    .description("write a new kind of stack, with its test and its entry in environments")
    .action(async (name: string) => (await import("./commands/new-stack.ts")).newStack(await context(), name));
  program
    .command("explain [environment] [behavior]")
    .description(
      "say what runs where, why, for how much, and what else there is; a behavior by its pattern or by a request's path",
    )
    .option(...json)
    .action(async (name: string | undefined, behavior: string | undefined, chosen) =>
      (await import("./commands/explain.ts")).explain(await context(), name, behavior, chosen),
    );
  program
    .command("cost <environment>")
    .description("estimate what an environment costs a month by use, next to each flat-rate plan of CloudFront")
    .option(...json)
    .action(async (name: string, chosen) => (await import("./commands/cost.ts")).cost(await context(), name, chosen));
  program
    .command("table <environment>")
    .description(
      "print what happens to a request, by path and viewer: what runs where, and what is cached for how long",
    )
    .option(...json)
    .action(async (name: string, chosen) => (await import("./commands/table.ts")).table(await context(), name, chosen));
  program
    .command("diagram [environment]")
    .description("draw the distributions of one environment, or of all: viewers, behaviors, functions, cache, origins")
    .addOption(
      new Option("--format <format>", "svg, or a flowchart for Markdown").choices(["svg", "mermaid"]).default("svg"),
    )
    .action(async (name: string | undefined, chosen) =>
      (await import("./commands/diagram.ts")).diagram(await context(), name, chosen),
    );
  program
    .command("rules [id]")
    .description("list the rules that diagnostics name, or explain one: its reason, AWS's page, wrong and right code")
    .addOption(new Option("--markdown", "print every rule as the page docs/rules.md").default(false).conflicts("json"))
    .option(...json)
    .action(async (id: string | undefined, chosen) => {
      const output = createOutput(options.stdout, options.stderr, (line) => line);
      (await import("./commands/rules.ts")).printRules({ output }, id, chosen);
    });
  program
    .command("run <handler> <event>")
    .description(
      "run a handler on an event of CloudFront Functions, or on a case of its tests, and print what comes out",
    )
    .addOption(new Option("--engine <engine>", "default: the one that the compiler chooses").choices(engines))
    .addOption(new Option("--config <file>", "the handler's config, as JSON").conflicts("environment"))
    .option("--environment <name>", "the handler and config by that name in an environment")
    .option(...json)
    .action(async (name: string, event: string, chosen) => {
      const config = chosen.config === undefined ? undefined : within(chosen.config);
      return (await import("./commands/run.ts")).run(await context(), name, within(event), { ...chosen, config });
    });
  program
    .command("synth [environment]")
    .description("write the Terraform stacks of one environment, or of all, to cdktf.out")
    .option("--commit <commit>", "synthesize the files of a commit instead of this checkout's")
    .option("--bundle <file>", "pack the stacks into one file, for 'plan --bundle', and print its SHA-256", within)
    .option(...json)
    .action(async (name: string | undefined, chosen) =>
      (await import("./commands/synth.ts")).synth(await context(), name, chosen),
    );
  program
    .command("bootstrap <environment>")
    .description("make what an account needs before the first deploy: the bucket of states, roles for GitHub, a budget")
    .option("--loopback", "on AWS on this machine", false)
    .option("--yes", "go on without asking", false)
    .option(...json)
    .action(async (name: string, chosen) =>
      (await import("./commands/bootstrap.ts")).bootstrap(await context(), name, chosen),
    );
  program
    .command("environments")
    .description("list the environments that are deployed to AWS, in the stages in which they are deployed")
    .option(...json)
    .action(async (chosen) => (await import("./commands/environments.ts")).environments(await context(), chosen));
  program
    .command("affected")
    .description("list the environments and stacks that a change affects, judged by what is synthesized")
    .option("--base <commit>", "the commit to compare with", "origin/main")
    .option("--bundle <file>", "compare the bundle of a change instead of this checkout", within)
    .option("--digest <sha256>", "reject a bundle with another digest")
    .option(...json)
    .action(async (chosen) => (await import("./commands/affected.ts")).affected(await context(), chosen));
  program
    .command("check <environment>")
    .description("check an environment without AWS: rules, quotas, security checks, and thresholds of cost and compute")
    .option(...json)
    .action(async (name: string, chosen) => (await import("./commands/check.ts")).check(await context(), name, chosen));
  program
    .command("plan <environment> [stacks...]")
    .description("plan the stacks of an environment, or some of them, against AWS, or against AWS on this machine")
    .option("--loopback", "plan without AWS: against moto on 127.0.0.1", false)
    .option(...json)
    .option("--save", "keep the plan in .featheredge/plans for apply", false)
    .option("--base <commit>", "compare sources with this commit; default: the last deployed one, or the merge base")
    .option(
      "--allow-destroy <name...>",
      "resources that may be destroyed in a protected environment, by name or address",
    )
    .option("--terraform", "print Terraform's own text, too", false)
    .option("--bundle <file>", "plan the stacks of a bundle, which 'synth --bundle' wrote, and build nothing", within)
    .option("--digest <sha256>", "reject a bundle with another digest")
    .option("--no-destroy", "reject a plan that destroys or replaces resources")
    .option("--reviewed", "the bundle is of reviewed code: let it use all that Terraform can", false)
    .action(async (name: string, stacks: string[], chosen) =>
      (await import("./commands/plan.ts")).plan(await context(), name, { ...chosen, stacks }),
    );
  program
    .command("apply <environment> [stacks...]")
    .description(
      "apply the plan that 'plan --save' kept, and only that; or, on AWS on this machine, build, plan and apply",
    )
    .option("--loopback", "apply without AWS; what it makes stays for later commands", false)
    .option("--yes", "with --loopback: go on without asking", false)
    .option("--digest <sha256>", "apply only the saved plan that has this digest, which 'plan --save' reported")
    .option(...json)
    .action(async (name: string, stacks: string[], { loopback, ...chosen }) =>
      loopback
        ? (await import("./commands/change-loopback.ts")).applyOnLoopback(await context(), name, chosen)
        : (await import("./commands/apply.ts")).apply(await context(), name, { ...chosen, stacks }),
    );
  program
    .command("deployments <environment>")
    .description("list the deployments of an environment, and the commit that a rollback goes to")
    .option("--loopback", "on AWS on this machine", false)
    .option(...json)
    .action(async (name: string, chosen) =>
      (await import("./commands/deployments.ts")).deployments(await context(), name, chosen),
    );
  program
    .command("drift <environment>")
    .description("compare AWS with the last deployment of an environment; ends with 2 if something was changed since")
    .option("--loopback", "on AWS on this machine", false)
    .option(...json)
    .action(async (name: string, chosen) =>
      (await import("./commands/compare.ts")).drift(await context(), name, chosen),
    );
  program
    .command("verify <environment>")
    .description("compare AWS with what a commit compiles to; ends with 2 if they differ")
    .option("--commit <commit>", "default: the last commit that was deployed")
    .option("--loopback", "on AWS on this machine", false)
    .option(...json)
    .action(async (name: string, chosen) =>
      (await import("./commands/compare.ts")).verify(await context(), name, chosen),
    );
  program
    .command("rollback <environment>")
    .description("plan an environment as an earlier commit configured it, and apply the plan when you agree")
    .option("--to <commit>", "default: the last commit that was deployed before the present one")
    .option("--allow-destroy", "allow a plan that destroys or replaces resources", false)
    .option("--loopback", "on AWS on this machine", false)
    .option("--yes", "apply without asking", false)
    .action(async (name: string, chosen) =>
      (await import("./commands/rollback.ts")).rollback(await context(), name, chosen),
    );
  program
    .command("destroy <environment> [stack]")
    .description("destroy every stack of an environment, or one, after showing the plan and asking for its name")
    .option("--loopback", "on AWS on this machine", false)
    .option("--confirm <environment>", "on AWS, without a terminal: the environment's name again")
    .option("--yes", "with --loopback: go on without asking", false)
    .option("--unprotect", "with --loopback: lift the environment's prevent_destroy, for this run only", false)
    .option(...json)
    .action(async (name: string, stack: string | undefined, chosen) =>
      (await import("./commands/destroy.ts")).destroy(await context(), name, { ...chosen, stack }),
    );
  program
    .command("import <distribution-id>")
    .description(
      "write the entry, the handlers and the import blocks of a distribution that exists; changes nothing in AWS",
    )
    .requiredOption("--environment <name>", "the environment whose account has the distribution")
    .option("--name <key>", "its key in the environment; by default made of its first alias or its comment")
    .option("--write", "write the files, and let all that would change stay as it is", false)
    .option("--loopback", "on AWS on this machine", false)
    .option(...json)
    .action(async (id: string, chosen) =>
      (await import("./commands/import.ts")).importDistribution(await context(), id, chosen),
    );
  program
    .command("unlock <environment> <stack>")
    .description("remove the lock of a stack's state that a killed command left, after showing whose it is")
    .option("--loopback", "on AWS on this machine", false)
    .option("--lock-id <id>", "without a terminal: the id of the lock that was shown")
    .option(...json)
    .action(async (name: string, stack: string, chosen) =>
      (await import("./commands/unlock.ts")).unlock(await context(), name, stack, chosen),
    );
  program
    .command("prune <environment>")
    .description("delete Lambda@Edge functions that were removed from the stacks, once AWS has removed their replicas")
    .option("--loopback", "on AWS on this machine", false)
    .addOption(new Option("--wait <minutes>", "how long to try again").argParser(readMinutes).default(0))
    .option(...json)
    .action(async (name: string, chosen) => (await import("./commands/prune.ts")).prune(await context(), name, chosen));
  const kvs = program.command("kvs").description("read and change the KeyValueStore of a distribution");
  const onLoopback = ["--loopback", "on AWS on this machine", false] as const;
  kvs
    .command("diff <environment> <distribution>")
    .description("list the keys in which the store differs from the environment, without values")
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string, chosen) =>
      (await import("./commands/kvs.ts")).diffStore(await context(), { name, distribution, ...chosen }),
    );
  kvs
    .command("sync <environment> <distribution>")
    .description("write the environment's entries into the store, in batches that never leave it empty")
    .option("--delete", "delete keys that the environment does not list: those that were put by hand, too", false)
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string, { delete: remove, ...chosen }) =>
      (await import("./commands/kvs.ts")).syncStores(await context(), { name, distribution, remove, ...chosen }),
    );
  kvs
    .command("get <environment> <distribution> [key]")
    .description("print the value of a key, or list the keys")
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string, key: string | undefined, chosen) =>
      (await import("./commands/kvs.ts")).getFromStore(await context(), { name, distribution, ...chosen }, key),
    );
  kvs
    .command("put <environment> <distribution> <key> [value]")
    .description("write one entry; without a value, it is read from standard input, for secrets")
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string, key: string, value: string | undefined, chosen) => {
      const { putIntoStore } = await import("./commands/kvs.ts");
      await putIntoStore(await context(), { name, distribution, ...chosen }, key, value, options.stdin);
    });
  const content = program.command("content").description("fill the buckets of static origins");
  content
    .command("sync <environment> [distribution]")
    .description("upload the files that changed, assets before pages, and invalidate their cached copies")
    .option("--from <folder>", "the folder, instead of the one that the environment names")
    .option("--dry-run", "only say what would change", false)
    .option("--wait", "wait until CloudFront has dropped the cached copies everywhere", false)
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string | undefined, { from, ...chosen }) => {
      const folder = from === undefined ? undefined : resolve(options.directory, from);
      const { syncContent } = await import("./commands/content.ts");
      await syncContent(await context(), name, { distribution, from: folder, ...chosen });
    });
  const preview = program.command("preview").description("show pull requests on a distribution that they share");
  const named = ["--name <name>", "the preview's name, such as pr-12"] as const;
  preview
    .command("build [environment]")
    .description("build a preview into one file, without credentials; by default of all environments with previews")
    .requiredOption(...named)
    .requiredOption("--to <file>", "where to write it")
    .option(...json)
    .action(async (name: string | undefined, { name: of, to, ...chosen }) => {
      const { buildPreview } = await import("./commands/preview.ts");
      await buildPreview(await context(), name, { preview: of, to: within(to), ...chosen });
    });
  preview
    .command("up <environment> [distribution]")
    .description("put a preview up, or up to date: handlers, values and content, without an apply")
    .requiredOption(...named)
    .option("--from <file>", "what 'preview build' wrote; by default the checkout is built")
    .option("--digest <sha256>", "the file's digest, as 'preview build' reported it")
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string | undefined, { name: of, from, digest, ...chosen }) => {
      const { previewUp } = await import("./commands/preview.ts");
      const file = from === undefined ? undefined : within(from);
      await previewUp(await context(), { name, distribution, ...chosen }, { preview: of, from: file, digest });
    });
  preview
    .command("down <environment> [distribution]")
    .description("remove a preview, with its values, content and code")
    .requiredOption(...named)
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string | undefined, { name: of, ...chosen }) =>
      (await import("./commands/preview.ts")).previewDown(await context(), { name, distribution, ...chosen }, of),
    );
  preview
    .command("sweep <environment> [distribution]")
    .description("remove the previews of pull requests ('pr-<number>') that are not open")
    .addOption(
      new Option("--open <numbers>", "the open pull requests, separated by commas; may be empty")
        .argParser(readNumbers)
        .makeOptionMandatory(),
    )
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string | undefined, { open, ...chosen }) =>
      (await import("./commands/preview.ts")).previewSweep(await context(), { name, distribution, ...chosen }, open),
    );
  preview
    .command("list <environment> [distribution]")
    .description("list the previews, with their addresses and commits")
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string | undefined, chosen) =>
      (await import("./commands/preview.ts")).previewList(await context(), { name, distribution, ...chosen }),
    );
  program
    .command("stage <environment> <distribution>")
    .description("send a part of a distribution's requests to its candidate, as 'continuousDeployment' says")
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string, chosen) =>
      (await import("./commands/promote.ts")).stage(await context(), { name, distribution, ...chosen }),
    );
  program
    .command("promote <environment> <distribution>")
    .description("make a distribution what its candidate is, and end the candidate's traffic")
    .option("--yes", "go ahead without asking", false)
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string, chosen) =>
      (await import("./commands/promote.ts")).promote(await context(), { name, distribution, ...chosen }),
    );
  program
    .command("abandon <environment> <distribution>")
    .description("send all requests to the distribution itself, and none to its candidate")
    .option("--detach", "take the policy off the distribution, before continuousDeployment is removed", false)
    .option(...onLoopback)
    .option(...json)
    .action(async (name: string, distribution: string, chosen) =>
      (await import("./commands/promote.ts")).abandon(await context(), { name, distribution, ...chosen }),
    );
  program
    .command("up [environment]")
    .description("apply an environment ('local') to AWS on this machine, serve it, and follow changes until Ctrl-C")
    .addOption(new Option("--http-port <port>", "0 takes a free one").argParser(readPort).default(8080))
    .addOption(new Option("--https-port <port>", "0 takes a free one").argParser(readPort).default(8443))
    .option("--timings", "print the times of the start's steps", false)
    .option("--origin <host=url...>", "where an origin runs on this machine: api.example.com=http://127.0.0.1:3000")
    .action(async (name: string | undefined, { origin = [], ...ports }) =>
      (await import("./commands/up.ts")).up(
        await context(),
        name ?? "local",
        { ...ports, origins: readOrigins(origin) },
        options,
      ),
    );
  program
    .command("trace [filter...]")
    .description(
      "list the last requests to AWS on this machine: words such as country:DE, status:4xx, -cache:hit, path:/a*",
    )
    .option("--follow", "go on with each new request, until Ctrl-C", false)
    .option("--why", "explain each answer, with the lines and AWS's pages that it follows from", false)
    .addOption(new Option("--limit <number>", "how many of the last requests").argParser(readLimit).default(20))
    .option("--json", "print one JSON document, with --follow one for each line; its diagnostics, if it fails", false)
    // A word such as -cache:hit looks like an option.
    .allowUnknownOption()
    .action(async (words: string[], chosen) =>
      (await import("./commands/trace.ts")).trace(await context(), { ...chosen, filter: readFilter(words) }),
    );
  program
    .command("mcp")
    .description("serve requests, placements and plans to a model by the Model Context Protocol, on stdin and stdout")
    .action(async () => (await import("./commands/mcp.ts")).mcp(await context()));
  program
    .command("loopback")
    .usage("[options] -- <command...>")
    .description("run any command with its AWS on this machine: terraform, aws, another project's pipeline")
    .argument("[command...]")
    .option(
      "--environment <name>",
      "whose account it acts in: by default that of the stack that cdktf is to work on, else 'local'",
    )
    .option("--wipe", "forget first what the loopback keeps", false)
    .passThroughOptions()
    .action(async (command: string[], chosen) =>
      (await import("./commands/loopback.ts")).loopback(await context(), command, chosen),
    );
  program
    .command("setup")
    .description("get the tools that are missing: into the project's folder where possible, else as system packages")
    .option("--tests", "get the tools of the tests, too", false)
    .option("--yes", "go ahead without asking", false)
    .action(async (chosen) => (await import("./commands/setup.ts")).setup(await context(), chosen));
  program
    .command("doctor")
    .description("say which tools are here, which are missing, and how to get each")
    .option(...json)
    .action(async (chosen) => (await import("./commands/doctor.ts")).doctor(await context(), chosen));
  return program;
}

/** True if the command that was given, right or wrong, has the option `--json`. */
export function wantsJson(program: Command): boolean {
  const find = (command: Command | undefined, name: string | undefined) =>
    command?.commands.find((one) => one.name() === name);
  const given = find(program, program.args[0]);
  return (find(given, given?.args[0]) ?? given)?.opts().json === true;
}

function readMinutes(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError("Write a whole number of minutes, 9999 at most.");
  return Number(text);
}

function readNumbers(text: string): ReadonlySet<number> {
  if (!/^(\d+(,\d+)*)?$/.test(text))
    throw new InvalidArgumentError("Write numbers separated by commas, such as 12,15.");
  return new Set(text === "" ? [] : text.split(",").map(Number));
}

function readFilter(words: readonly string[]): string {
  const option = words.find((word) => /^(--|-\w$)/.test(word));
  if (option === undefined) return words.join(" ");
  throw DiagnosticError.of("FE-CLI-001", {
    message: `unknown option '${option}'.`,
    fix: "'featheredge trace --help' lists the options.",
  });
}

function readLimit(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError("Write a whole number, 9999 at most.");
  return Number(text);
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function readOrigins(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [host = "", url] = pair.split(/=(.*)/s);
      if (url === undefined) {
        throw DiagnosticError.of("FE-CLI-001", {
          subject: "--origin",
          message: `--origin ${pair}: an origin is written as host=url.`,
          fix: "Write it such as api.example.com=http://127.0.0.1:3000.",
        });
      }
      return [host, url];
    }),
  );
}
