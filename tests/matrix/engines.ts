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

/** An engine that emulates one of AWS's runtimes. */
export interface Engine {
  readonly name: string;
  readonly runtime: EdgeRuntime;
  /** A case's event as this runtime's event can express it, in the form of CloudFront Functions. */
  carried(testCase: Case, event: EdgeEvent): CloudFrontFunctionEvent;
  /** Runs all cases. @returns their outcomes in order @throws if a case ends with an error */
  run(compiled: Compiled, scenario: Scenario, parameters: ParameterStore): Promise<object[]>;
}

const quickJs: Engine = {
  name: "QuickJS",
  runtime: "cloudfront-function",
  carried: eventOf,
  async run({ file }, { cases, kvs }) {
    const code = readFileSync(file, "utf8");
    const diagnostics = checkCloudFrontFunction(code);
    if (diagnostics.length > 0) throw new Error(`The language check rejects ${file}: ${JSON.stringify(diagnostics)}`);
    const engine = await createCloudFrontFunctionEngine(code, { keyValueStore: new Map(Object.entries(kvs)) });
    const outcomes: object[] = [];
    try {
      for (const testCase of cases) outcomes.push(outcomeOf(testCase, await engine.run(testCase.event)));
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
    return cases.map((testCase, index) => outcomeOf(testCase, results[index] ?? { logs: [] }));
  },
};

const lambdaAtEdge: Engine = {
  name: "Lambda@Edge",
  runtime: "lambda-at-edge",
  carried: (testCase, type) => {
    // A JSON case can have values that HTTP can't carry unchanged, such as an `&` in a query's value or a `;` in a cookie.
    const event = eventOf(testCase);
    const { config: context, request, response } = toLambdaEvent(event, type).Records[0].cf;
    const carried = { ...event, context, ...fromLambdaResult(request, event, type) };
    if (response === undefined) return carried as CloudFrontFunctionEvent;
    return { ...carried, ...fromLambdaResult(response, event, type) } as CloudFrontFunctionEvent;
  },
  async run({ file, event, storeParameter }, { cases, kvs }, parameters) {
    const store = await startKeyValueStore(storeArn, kvs);
    if (storeParameter !== undefined) parameters.set(storeParameter, storeArn);
    const env = { ...parameters.environment, ...store.environment };
    const runOne = async (testCase: Case) => {
      const result = await runLambdaAtEdge(file, toLambdaEvent(eventOf(testCase), event), { event, env });
      if (result.error !== undefined) throw failure(testCase, result);
      return fromLambdaResult(result.output, eventOf(testCase), event);
    };
    const outcomes: object[] = [];
    try {
      for (let start = 0; start < cases.length; start += concurrency) {
        outcomes.push(...(await Promise.all(cases.slice(start, start + concurrency).map(runOne))));
      }
    } finally {
      await store.close();
    }
    return outcomes;
  },
};

/** Each case has its own thread, so that no case can see another one's traces. This many run at once. */
const concurrency = 4;

const storeArn = "arn:aws:cloudfront::123456789012:key-value-store/3a5b8c1d-0e2f-4a6b-9c8d-7e1f2a3b4c5d";

/** Each is compared with the portable form in Node.js. */
export const engines: readonly Engine[] = [quickJs, njs, lambdaAtEdge];

function outcomeOf(testCase: Case, result: RunResult): object {
  if (result.error !== undefined) throw failure(testCase, result);
  const origin = result.origin === undefined ? {} : { origin: result.origin };
  return { ...fromCloudFrontFunctionResult(result.output, eventOf(testCase)), ...origin };
}

/** The SDK and the runtimes have different types for the same event. */
function eventOf({ event }: Case): CloudFrontFunctionEvent {
  return event as CloudFrontFunctionEvent;
}

function failure(testCase: Case, { error }: RunResult): Error {
  return new Error(`${testCase.file}: ${error?.name}: ${error?.message}`);
}
