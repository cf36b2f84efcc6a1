/** A function that misbehaves when a request has a certain header, and CloudFront's answer. */
export interface Misbehaving {
  readonly name: string;
  readonly runtime: "cloudfront-function" | "lambda-at-edge";
  readonly code: string;
  readonly status: number;
  readonly xCache: string;
  /** Set if the function fails for every request, because its code is not loaded. */
  readonly always?: true;
}

const cloudFrontFunctions: readonly (readonly [name: string, body: string])[] = [
  ["has a regular expression that backtracks", "/(a+)+$/.test('a'.repeat(60) + 'b');"],
  ["loops", "for (;;) {}"],
  ["loops though it is stopped", "for (;;) { try { for (;;) {} } catch (e) {} }"],
  ["allocates", "var all = []; for (;;) { all.push(new Array(1000).fill(1)); }"],
  ["allocates at once", "new Uint8Array(3e6);"],
  ["calls itself", "handler(event);"],
  ["makes code by a constructor", "return handler['constr' + 'uctor']('return this')();"],
  [
    "makes code by a prototype",
    "return Object.getPrototypeOf(async function () {})['constr' + 'uctor']('return this')();",
  ],
  ["throws", "throw new TypeError('no');"],
  ["names a global that does not exist", "return document.cookie;"],
  ["reads a global by a computed name", "return globalThis['docu' + 'ment'].cookie;"],
  ["names a constructor", "return (function () {}).constructor('return this')();"],
  ["evaluates", "return eval('1');"],
];

/** CloudFront's engine does not load their code, so they fail for every request. */
const unloadableFunctions: readonly (readonly [name: string, body: string])[] = [["declares a class", "class Page {}"]];

const lambdaFunctions: readonly (readonly [name: string, body: string])[] = [
  ["loops", "for (;;) {}"],
  ["never answers", "await new Promise((resolve) => setTimeout(resolve, 60_000));"],
  ["exits", "process.exit(0);"],
  ["exits as if it had failed", "process.exit(1);"],
  [
    "kills its own process",
    "process.kill(process.pid, 'SIGKILL'); await new Promise((resolve) => setTimeout(resolve, 60_000));",
  ],
  ["aborts", "process.abort();"],
  ["exhausts its memory", "const all = []; for (;;) all.push(new Array(100_000).fill({}).map(() => ({})));"],
  ["throws", "throw new TypeError('no');"],
  [
    "throws asynchronously",
    "setTimeout(() => { throw new TypeError('later'); }); await new Promise((resolve) => setTimeout(resolve, 60_000));",
  ],
  [
    "leaves a rejection unhandled",
    "Promise.reject(new TypeError('unhandled')); await new Promise((resolve) => setTimeout(resolve, 60_000));",
  ],
];

export const misbehaving: readonly Misbehaving[] = [
  ...cloudFrontFunctions.map(([name, body]): Misbehaving => cloudFrontFunction(name, body)),
  ...unloadableFunctions.map(([name, body]): Misbehaving => ({ ...cloudFrontFunction(name, body), always: true })),
  ...lambdaFunctions.map(
    ([name, body]): Misbehaving => ({
      name: `a Lambda@Edge function that ${name}`,
      runtime: "lambda-at-edge",
      code: `exports.handler = async (event) => {
        const { request } = event.Records[0].cf;
        if (request.headers["x-misbehave"]) { ${body} }
        return request;
      };`,
      status: 503,
      xCache: "LambdaExecutionError from cloudfront",
    }),
  ),
];

const report = "return { statusCode: 200, body: ({}).spoilt || [1].join() !== '1' ? 'spoilt' : 'unspoilt' };";

/** A function that changes the prototypes of objects and arrays. */
export const spoiler = cloudFrontFunction(
  "spoils prototypes",
  `Object.getPrototypeOf({}).spoilt = true; Object.getPrototypeOf([]).join = function () { return "no"; }; ${report}`,
);

/** A function that reports if a prototype was changed. */
export const observer: Misbehaving = { ...spoiler, name: "observer", code: `function handler() { ${report} }` };

function cloudFrontFunction(name: string, body: string): Misbehaving {
  // CloudFront throttles what takes too long.
  const tooLong = name.startsWith("loops") || name.includes("backtracks");
  return {
    name: `a CloudFront Function that ${name}`,
    runtime: "cloudfront-function",
    code: `function handler(event) {
      if (event.request.headers["x-misbehave"]) { ${body} }
      return event.request;
    }`,
    status: 503,
    xCache: `${tooLong ? "FunctionThrottledError" : "FunctionExecutionError"} from cloudfront`,
  };
}
