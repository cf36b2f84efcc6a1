import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about the machine that a command runs on: its tools, files and processes. */
export const machineRules = {
  "FE-CLI-011": {
    title: "A tool that is missing or too old",
    reason: "Commands run terraform, moto and njs. 'featheredge doctor' lists all tools and how to get each.",
    page: ourPages.commands,
    examples: { code: shell("apt-get remove terraform", "npx featheredge setup") },
  },
  "FE-CLI-012": {
    title: "A tool that can't be installed",
    reason: "'setup' downloads a tool, checks its SHA-256, and installs it.",
    page: ourPages.commands,
    examples: {
      code: shell(
        "HTTPS_PROXY=http://proxy.invalid npx featheredge setup",
        "HTTPS_PROXY=http://proxy.example.com npx featheredge setup",
      ),
    },
  },
  "FE-CLI-013": {
    title: "A program that failed",
    reason: "The program, such as terraform, has written the reason to standard error.",
    page: ourPages.commands,
    examples: { code: shell("npx featheredge loopback -- false", "npx featheredge loopback -- true") },
  },
  "FE-CLI-014": {
    title: "A file that can't be written",
    reason: "Commands write below .featheredge/ and cdktf.out/ in the project.",
    page: ourPages.commands,
    examples: { code: shell("touch cdktf.out && npx featheredge synth", "rm cdktf.out && npx featheredge synth") },
  },
  "FE-CLI-015": {
    title: "Folders that can't be watched",
    reason: "'up' and 'build --watch' follow changes by the system's events, whose number is limited.",
    page: ourPages.commands,
    examples: {
      code: shell("sysctl fs.inotify.max_user_watches=8", "sysctl fs.inotify.max_user_watches=524288"),
    },
  },
  "FE-CLI-016": {
    title: "A loopback that can't go on",
    reason: "AWS on this machine needs free ports, and kept files that no other program has changed.",
    page: ourPages.loopback,
    examples: { code: shell("npx featheredge up --http-port 80", "npx featheredge up --http-port 8080") },
  },
  "FE-CLI-017": {
    title: "A command that was stopped",
    reason: "Ctrl-C or SIGTERM ends a command with exit code 130 or 143.",
    page: ourPages.commands,
    examples: { code: shell("timeout 1 npx featheredge plan prod", "npx featheredge plan prod") },
  },
  "FE-CLI-018": {
    title: "A defect of Featheredge",
    reason: "The command failed by a mistake of Featheredge's. The stack trace shows where.",
    page: ourPages.commands,
    examples: {},
  },
  "FE-CLI-177": {
    title: "No loopback whose requests could be shown",
    reason: "'trace' and 'mcp' ask the inspector of the loopback that 'up' runs on the project.",
    page: ourPages.loopback,
    examples: {
      code: shell("npx featheredge trace", "npx featheredge up & npx featheredge trace --follow"),
    },
  },
  "FE-CLI-178": {
    title: "A question that the inspector can't answer",
    reason: "The inspector keeps the last requests only, and checks each question by its schema.",
    page: ourPages.loopback,
    examples: {
      code: shell("npx featheredge trace --limit 0 --why status:999", "npx featheredge trace --why status:404"),
    },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
