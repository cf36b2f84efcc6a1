export { openBrowser } from "./browser.ts";
export { type OpenedPage, openPage } from "./open-page.ts";
export { startSampleServer } from "./sample-server.ts";
