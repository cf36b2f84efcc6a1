import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "@featheredge/loopback/find-program";

/** A project and a folder that is the whole `PATH`, for tests that install programs. */
export interface TestMachine {
  readonly root: string;
  readonly bin: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes a program: the lines of a shell script. `$BIN` is the folder on `PATH`. */
  install(name: string, ...lines: string[]): void;
  remove(): void;
}

/** Commands that the tests' shell scripts use. */
const shellCommands = ["sh", "cat", "mkdir", "chmod", "env"];

export function makeTestMachine(): TestMachine {
  const folder = mkdtempSync(join(tmpdir(), "machine-"));
  const [root, bin] = [join(folder, "project"), join(folder, "bin")];
  mkdirSync(root);
  mkdirSync(bin);
  writeFileSync(join(root, "cdktf.json"), "{}");
  for (const name of shellCommands) symlinkSync(findProgram(name, process.env) ?? name, join(bin, name));
  return {
    root,
    bin,
    env: { PATH: bin, BIN: bin },
    install: (name, ...lines) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${lines.join("\n")}\n`);
      chmodSync(join(bin, name), 0o755);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A line of a shell script that installs a program, which prints a text. */
export function installing(path: string, prints: string): string {
  return `printf '#!/bin/sh\\necho "${prints}"\\n' > "${path}"; chmod 755 "${path}"`;
}
