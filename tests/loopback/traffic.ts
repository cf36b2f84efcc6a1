import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** Requests that are sent until they are ended. */
export interface Traffic {
  /** Ends it after the requests in flight. @returns the number of answers, and what is wrong with some of them */
  end(): Promise<{ readonly answers: number; readonly problems: readonly string[] }>;
}

/** The pause between two requests on a connection, in milliseconds. */
const pauseMs = 50;

/**
 * Sends requests on kept connections, one after the other on each.
 *
 * @param send - Sends a request by the agent. Returns what is wrong with the answer; undefined if nothing is.
 */
export function startTraffic(connections: number, send: (agent: Agent) => Promise<string | undefined>): Traffic {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const problems: string[] = [];
  let answers = 0;
  let ends = false;
  const goOn = async () => {
    while (!ends) {
      const problem = await send(agent).catch(String);
      answers += 1;
      if (problem !== undefined) problems.push(problem);
      await wait(pauseMs);
    }
  };
  const sending = Promise.all(Array.from({ length: connections }, goOn));
  return {
    async end() {
      ends = true;
      await sending;
      agent.destroy();
      return { answers, problems };
    },
  };
}
