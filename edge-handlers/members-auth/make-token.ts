// Signs a token as the login service would, to see a members' area on this machine:
// npx tsx edge-handlers/members-auth/make-token.ts --claim plan=premium
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { SignJWT } from "jose";

const usage = `make-token.ts [--secret-file <file>] [--claim name=value …] [--issuer <url>] [--audience <name>]
By default they are the local environment's; the token is valid for an hour.`;

try {
  console.log(await tokenBy(process.argv.slice(2)));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`);
  process.exitCode = 1;
}

async function tokenBy(args: string[]): Promise<string> {
  const { values } = parseArgs({
    args,
    options: {
      "secret-file": {
        type: "string",
        default: ".featheredge/loopback/secrets/000000000000/site/local/members-auth/secret",
      },
      claim: { type: "string", multiple: true, default: [] },
      issuer: { type: "string", default: "http://login.localhost" },
      audience: { type: "string", default: "members" },
    },
  });
  return new SignJWT(Object.fromEntries(values.claim.map(readClaim)))
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(values.issuer)
    .setAudience(values.audience)
    .setExpirationTime("1h")
    .sign(readSecret(values["secret-file"]));
}

function readClaim(text: string): [name: string, value: string] {
  const [name = "", value] = text.split(/=(.*)/s);
  if (name === "" || value === undefined) throw new Error(`--claim ${text}: write name=value, such as plan=premium.`);
  return [name, value];
}

function readSecret(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(
      `${file} can't be read (${(error as NodeJS.ErrnoException).code}). Where npm start has served the local environment, it is there; name another by --secret-file.`,
    );
  }
}
