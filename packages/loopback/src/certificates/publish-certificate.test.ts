import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeployedDistribution } from "../deployment.ts";
import { failingFiles } from "../files/testing/failing-files.ts";
import { createAuthority } from "./authority.ts";
import { publishCertificate } from "./publish-certificate.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "published-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const withAliases = (...Items: string[]) =>
  ({ config: { Aliases: { Quantity: Items.length, Items } } }) as unknown as DeployedDistribution;

describe("the certificate that clients trust", () => {
  it("is written at once, and again when the aliases change", async () => {
    const file = join(directory, "made", "ca.pem");
    const authority = await createAuthority(new Date());
    const distributions: DeployedDistribution[] = [];
    const lines: string[] = [];
    const files = failingFiles();
    const options = { authority, deployment: { distributions }, file, files, log: (line: string) => lines.push(line) };
    const changed = await publishCertificate(options);
    const first = readFileSync(file, "utf8");
    expect(first).toBe(authority.certificate);
    await changed();
    expect(readFileSync(file, "utf8")).toBe(first);
    distributions.push(withAliases("www.example.com"));
    await changed();
    expect(readFileSync(file, "utf8")).toBe(authority.certificate);
    expect(authority.certificate).not.toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    files.failAt(1);
    distributions.push(withAliases("two.example.com"));
    await changed();
    expect(lines).toEqual([expect.stringContaining("don't trust the certificates of new aliases")]);
  });
});
