import { readFileSync } from "node:fs";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { type Case, type ParameterStore, startKeyValueStore } from "@featheredge/edge-sdk/testing";
import {
  type CloudFrontFunctionEvent,
  checkCloudFrontFunction,
  createCloudFrontFunctionEngine,
  fromCloudFrontFunctionResult,
  fromLambdaResult,
  type RunResult,
  runInNjs,
  runLambdaAtEdge,
  toLambdaEvent,
} from "@featheredge/runtimes";
import type { Compiled } from "./build.ts";
import type { Scenario } from "./library.ts";

/** What stands for one of AWS's runtimes. */
export interface Engine {
  readonly name: string;
  readonly runtime: EdgeRuntime;
  /** The case's event as this runtime can carry it, in the form of CloudFront Functions. */
  carried(found: Case, event: EdgeEvent): CloudFrontFunctionEvent;
  /** The outcome of each case, in order; an error instead of one throws. */
  run(compiled: Compiled, scenario: Scenario, parameters: ParameterStore): Promise<object[]>;
}

const quickJs: Engine = {
  name: "QuickJS",
  runtime: "cloudfront-function",
  carried: eventOf,
  async run({ file }, { cases, kvs }) {
    const code = readFileSync(file, "utf8");
    const findings = checkCloudFrontFunction(code);
    if (findings.length > 0) throw new Error(`The gate refuses ${file}: ${JSON.stringify(findings)}`);
    const engine = await createCloudFrontFunctionEngine(code, { keyValueStore: new Map(Object.entries(kvs)) });
    const outcomes: object[] = [];
    try {
      for (const found of cases) outcomes.push(outcomeOf(found, await engine.run(found.event)));
    } finally {
      engine.dispose();
    }
    return outcomes;
  },
};

const njs: Engine = {
  name: "njs",
  runtime: "cloudfront-function",
  carried: eventOf,
  async run({ file }, { cases, kvs }) {
    const events = cases.map(({ event }) => event);
    const results = await runInNjs(readFileSync(file, "utf8"), events, { keyValueStore: new Map(Object.entries(kvs)) });
    return cases.map((found, index) => outcomeOf(found, results[index] ?? { logs: [] }));
  },
};

const lambdaAtEdge: Engine = {
  name: "Lambda@Edge",
  runtime: "lambda-at-edge",
  carried: (found, type) => {
    // What a JSON case can say and a wire can't carry (an `&` in a value, a `;` in a cookie) arrives as something else.
    const event = eventOf(found);
    const { config: context, request, response } = toLambdaEvent(event, type).Records[0].cf;
    const carried = { ...event, context, ...fromLambdaResult(request, event, type) };
    if (response === undefined) return carried as CloudFrontFunctionEvent;
    return { ...carried, ...fromLambdaResult(response, event, type) } as CloudFrontFunctionEvent;
  },
  async run({ file, event, storeParameter }, { cases, kvs }, parameters) {
    const store = await startKeyValueStore(storeArn, kvs);
    if (storeParameter !== undefined) parameters.set(storeParameter, storeArn);
    const env = { ...parameters.environment, ...store.environment };
    const runOne = async (found: Case) => {
      const result = await runLambdaAtEdge(file, toLambdaEvent(eventOf(found), event), { event, env });
      if (result.error !== undefined) throw failure(found, result);
      return fromLambdaResult(result.output, eventOf(found), event);
    };
    const outcomes: object[] = [];
    try {
      for (let start = 0; start < cases.length; start += threads) {
        outcomes.push(...(await Promise.all(cases.slice(start, start + threads).map(runOne))));
      }
    } finally {
      await store.close();
    }
    return outcomes;
  },
};

/** Each case has a thread of its own, so that none sees what another left behind. */
const threads = 4;

const storeArn = "arn:aws:cloudfront::123456789012:key-value-store/3a5b8c1d-0e2f-4a6b-9c8d-7e1f2a3b4c5d";

/** Node.js, in which the portable form runs, is the one that all of these are held against. */
export const engines: readonly Engine[] = [quickJs, njs, lambdaAtEdge];

function outcomeOf(found: Case, result: RunResult): object {
  if (result.error !== undefined) throw failure(found, result);
  const origin = result.origin === undefined ? {} : { origin: result.origin };
  return { ...fromCloudFrontFunctionResult(result.output, eventOf(found)), ...origin };
}

/** The SDK and the runtimes each have their own type of one and the same event. */
function eventOf({ event }: Case): CloudFrontFunctionEvent {
  return event as CloudFrontFunctionEvent;
}

function failure(found: Case, { error }: RunResult): Error {
  return new Error(`${found.file}: ${error?.name}: ${error?.message}`);
}
