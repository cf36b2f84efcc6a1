export { type EnvironmentAnswer, sendToEnvironment } from "./send-to-environment.ts";
