import type { Area } from "../snippet.ts";
import { arrays } from "./arrays.ts";
import { async } from "./async.ts";
import { bytes } from "./bytes.ts";
import { dates } from "./dates.ts";
import { destructuring } from "./destructuring.ts";
import { engines } from "./engines.ts";
import { exceptions } from "./exceptions.ts";
import { functions } from "./functions.ts";
import { iterators } from "./iterators.ts";
import { literals } from "./literals.ts";
import { loops } from "./loops.ts";
import { numbers } from "./numbers.ts";
import { objects } from "./objects.ts";
import { operators } from "./operators.ts";
import { parameters } from "./parameters.ts";
import { platform } from "./platform.ts";
import { regexps } from "./regexps.ts";
import { spread } from "./spread.ts";
import { strings } from "./strings.ts";
import { typescript } from "./typescript.ts";

export const language: readonly Area[] = [
  destructuring,
  spread,
  parameters,
  loops,
  functions,
  operators,
  literals,
  async,
  exceptions,
  typescript,
];

export const library: readonly Area[] = [
  iterators,
  strings,
  arrays,
  objects,
  numbers,
  regexps,
  dates,
  bytes,
  platform,
  engines,
];
