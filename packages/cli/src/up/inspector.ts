import type { EdgeOptions } from "@featheredge/loopback";
import { createProjectView, type ProjectViewOptions } from "./project-view/project-view.ts";

/** The inspector of a running `up`: its page, which is built when it is first opened, and the project. */
export function inspectorOf(options: ProjectViewOptions): NonNullable<EdgeOptions["inspector"]> {
  return {
    page: async () => (await import("@featheredge/inspector/page")).buildPage(),
    project: createProjectView(options),
  };
}
