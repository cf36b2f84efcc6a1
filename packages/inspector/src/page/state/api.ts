import { createInspectorClient } from "../../api/index.ts";

/** The API of the host that the page came from. */
export const api = createInspectorClient({ baseUrl: "", fetch: (input, init) => fetch(input, init) });

/** The message of an error that the API answered with, or that the browser had. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
