export { buildInput } from "./build-input.ts";
export {
  type SynthesisedStack,
  type SynthesisInput,
  type SynthesisOptions,
  synthesise,
} from "./synthesis/synthesise.ts";
