declare module "@babel/plugin-transform-block-scoping" {
  import type { PluginTarget } from "@babel/core";

  const plugin: PluginTarget;
  export default plugin;
}
