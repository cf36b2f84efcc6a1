/** The last table of `npm run bench`; alone: `npx tsx bench/native-main.ts`. */
import { compareWithNative, median } from "./native.ts";
import { table } from "./table.ts";

const found = await compareWithNative();
console.log(
  "Handlers of the library and functions written by hand: bytes, minified; steps, the median of the events\n",
);
console.log(
  table(
    ["handler", "events", "alike", "bytes", "by hand", "ratio", "steps", "by hand", "ratio"],
    found.map((one) => [
      one.handler,
      String(one.events),
      String(one.events - one.different.length),
      String(one.bytes),
      String(one.nativeBytes),
      (one.bytes / one.nativeBytes).toFixed(2),
      String(one.steps),
      String(one.nativeSteps),
      one.stepsRatio.toFixed(2),
    ]),
  ),
);
const bytes = median(found.map((one) => one.bytes / one.nativeBytes)).toFixed(2);
const steps = median(found.map((one) => one.stepsRatio)).toFixed(2);
console.log(`\nMedians: ${bytes} times the bytes, ${steps} times the steps.`);
