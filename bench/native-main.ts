/** The last table of `npm run bench`; alone: `npx tsx bench/native-main.ts [handler…]`. */
import { comparable, compareWithNative } from "./native.ts";
import { canCountInstructions } from "./njs-instructions.ts";
import { median, table } from "./table.ts";

const [, program, ...given] = process.argv;
const wanted = program?.endsWith("native-main.ts") ? given : [];
const handlers = comparable().filter((handler) => wanted.length === 0 || wanted.includes(handler));
const inNjs = await canCountInstructions();
const comparisons = [];
for (const handler of handlers) comparisons.push(await compareWithNative(handler, inNjs));

console.log(
  "Handlers of the library and functions written by hand: bytes, minified; steps in QuickJS and instructions in njs, the median of the events\n",
);
const ratio = (a: number, b: number) => (a / b).toFixed(2);
console.log(
  table(
    [
      ...["handler", "events", "alike", "bytes", "by hand", "ratio", "steps", "by hand", "ratio"],
      ...(inNjs ? ["njs", "by hand", "ratio"] : []),
    ],
    comparisons.map((one) => [
      ...[one.handler, String(one.events), String(one.events - one.different.length)],
      ...[String(one.bytes), String(one.nativeBytes), ratio(one.bytes, one.nativeBytes)],
      ...[String(one.steps), String(one.nativeSteps), one.stepsRatio.toFixed(2)],
      ...(one.njs
        ? [one.njs.instructions.toFixed(0), one.njs.nativeInstructions.toFixed(0), one.njs.ratio.toFixed(2)]
        : []),
    ]),
  ),
);
const bytes = median(comparisons.map((one) => one.bytes / one.nativeBytes)).toFixed(2);
const steps = median(comparisons.map((one) => one.stepsRatio)).toFixed(2);
const instructions = median(comparisons.flatMap(({ njs }) => (njs ? [njs.ratio] : []))).toFixed(2);
console.log(
  `\nMedians: ${bytes} times the bytes, ${steps} times the steps${inNjs ? `, ${instructions} times the instructions in njs` : ""}.`,
);
if (!inNjs) console.log("Instructions in njs were not counted: that takes njs and valgrind on the PATH.");
for (const { handler, different } of comparisons.filter((one) => one.different.length > 0)) {
  console.log(`${handler} and its counterpart answer differently: ${different.join(", ")}.`);
  process.exitCode = 1;
}
