export { type Config, config } from "../cors/config.ts";
