/**
 * The names that the loopback always answers for, each with its subdomains: AWS's APIs, distributions and this machine.
 */
const always: readonly string[] = ["amazonaws.com", "api.aws", "cloudfront.net", "localhost"];

/** The names that an authority may certify. */
export interface PermittedNames {
  /** True if a host that a client names in SNI is permitted. */
  has(host: string): boolean;
  /** The value of the authority's name constraints extension, in DER. */
  readonly constraints: Buffer;
}

/**
 * Computes the names that an authority may certify while these aliases are deployed.
 * @param aliases - The aliases of distributions, such as `www.example.com` and `*.example.com`.
 */
export function permittedNames(aliases: Iterable<string>): PermittedNames {
  const names = new Set(Array.from(aliases, (alias) => alias.toLowerCase()));
  const exact = new Set(always);
  const suffixes = always.map((name) => `.${name}`);
  for (const name of names) {
    if (name.startsWith("*.")) suffixes.push(name.slice(1));
    else exact.add(name);
  }
  const subtrees = new Set([...always, ...[...names].map((name) => name.replace(/^\*\./, "")).sort()]);
  return {
    has(host) {
      const name = host.toLowerCase();
      return hostName.test(name) && (exact.has(name) || suffixes.some((suffix) => name.endsWith(suffix)));
    },
    constraints: nameConstraints([...subtrees]),
  };
}

const hostName = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/;

/** @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 */
export const nameConstraintsId = "2.5.29.30";

/** Permits DNS names at and below these, and excludes all IP addresses, which would be unconstrained otherwise. */
function nameConstraints(names: readonly string[]): Buffer {
  const subtree = (tag: number, base: Buffer) => der(0x30, der(tag, base));
  const permitted = names.map((name) => subtree(0x82, Buffer.from(name, "ascii")));
  const excluded = [8, 32].map((length) => subtree(0x87, Buffer.alloc(length)));
  return der(0x30, der(0xa0, ...permitted), der(0xa1, ...excluded));
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...header]), content]);
}
