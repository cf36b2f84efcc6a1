import type { MadeByRuns } from "../runs/run.ts";
import type { MotoGateway } from "./gateway.ts";
import type { Entry } from "./journal/entry.ts";
import type { Journal } from "./journal/journal.ts";
import { repeatable } from "./journal/replay.ts";
import { renamedStack, withoutRuns, withoutStack } from "./journal/undo.ts";
import { headerOf, ownRequest } from "./request/request.ts";
import { s3AddressOf } from "./s3/s3-address.ts";

/**
 * Undoes runs of Terraform in moto, by replaying the journal without their writes. This works for every service.
 * @param log - Called with one line for each value that could not be restored.
 */
export function writesOfRuns(journal: Journal, gateway: MotoGateway, log: (line: string) => void): MadeByRuns {
  const count = (isMeant: (entry: Entry) => boolean) => journal.entries.filter(isMeant).length;
  const waitingFor = (stack: string) => journal.entries.filter(({ waitsFor }) => waitsFor === stack);
  const has = (stack: string) => count((entry) => entry.maker?.stack === stack || entry.waitsFor === stack) > 0;
  return {
    async undo(runs) {
      const isMeant = ({ maker }: Entry) => maker !== undefined && runs.has(maker.run);
      if (count(isMeant) > 0) await gateway.rewrite((entries, requestOf) => withoutRuns(entries, requestOf, runs));
    },
    async giveBack(stack) {
      const given = new Set<number>();
      for (const entry of waitingFor(stack)) {
        if (!(await hasBucket(entry, gateway))) continue;
        const { status } = await gateway.send(repeatable(entry, journal.requestOf(entry)));
        if (status >= 400) log(`${entry.method} ${entry.path} could not be restored: moto answered ${status}`);
        given.add(entry.number);
      }
      if (given.size > 0) journal.rewrite((entries) => entries.filter(({ number }) => !given.has(number)));
    },
    async remove(stack) {
      if (has(stack)) await gateway.rewrite((entries) => withoutStack(entries, stack));
    },
    async rename(from, to) {
      if (has(from)) journal.rewrite((entries) => renamedStack(entries, from, to));
    },
    has,
  };
}

async function hasBucket(entry: Entry, gateway: MotoGateway): Promise<boolean> {
  const account = headerOf(entry, "x-moto-account-id") ?? "";
  const path = `/${s3AddressOf(entry)?.bucket}`;
  const head = ownRequest({ account, region: "us-east-1", service: "s3", method: "HEAD", path });
  return (await gateway.send(head)).status === 200;
}
