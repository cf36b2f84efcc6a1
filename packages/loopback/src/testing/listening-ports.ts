import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/**
 * Lists the TCP ports that this process and the processes it started listen on, as `127.0.0.1:8080`, sorted. For tests
 * on Linux, because it reads `/proc`.
 */
export function listeningPorts(): string[] {
  const sockets = new Set(ownProcesses().flatMap(socketsOf));
  return ["tcp", "tcp6"].flatMap((table) => listening(table, sockets)).sort();
}

/** This process and its descendants. */
function ownProcesses(): string[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [pid, parentOf(pid)]),
  );
  const isOwn = (pid: string | undefined): boolean =>
    pid === String(process.pid) || (pid !== undefined && pid !== "0" && isOwn(parents.get(pid)));
  return [...parents.keys()].filter(isOwn);
}

function parentOf(pid: string): string | undefined {
  // `pid (name) state ppid`, and the name may contain anything.
  return orElse(() => /\) \S (\d+)[^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1], undefined);
}

function socketsOf(pid: string): string[] {
  const descriptors = orElse(() => readdirSync(`/proc/${pid}/fd`), []);
  return descriptors.flatMap(
    (name) => orElse(() => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1], undefined) ?? [],
  );
}

/** @see https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html */
function listening(table: string, sockets: ReadonlySet<string>): string[] {
  const rows = orElse(() => readFileSync(`/proc/net/${table}`, "utf8"), "").split("\n");
  return rows.flatMap((row) => {
    const [, local = "", , state, , , , , , inode = ""] = row.trim().split(/\s+/);
    return state === "0A" && sockets.has(inode) ? [readAddress(local)] : [];
  });
}

/** `0100007F:1F90`, whose address is in the byte order of the machine. */
function readAddress(local: string): string {
  const [address = "", port = ""] = local.split(":");
  const bytes = Buffer.from(address, "hex");
  const text = bytes.length === 4 ? bytes.reverse().join(".") : `[${address}]`;
  return `${text}:${Number.parseInt(port, 16)}`;
}

/** Reads a file of a process, which may end meanwhile. */
function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
