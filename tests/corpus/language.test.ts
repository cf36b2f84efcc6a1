import { describe } from "vitest";
import { language } from "./areas/index.ts";
import { testArea } from "./test-area.ts";

describe.each(language)("$name", testArea);
