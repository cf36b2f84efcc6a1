import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "./test-control-plane.ts";
import { distributionConfig } from "./test-distribution.ts";
