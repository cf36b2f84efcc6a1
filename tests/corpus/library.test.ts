import { describe } from "vitest";
import { library } from "./areas/index.ts";
import { testArea } from "./test-area.ts";

describe.each(library)("$name", testArea);
