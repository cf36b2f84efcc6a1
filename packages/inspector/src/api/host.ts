/** The host of the inspector, on the port that serves distributions. */
export const inspectorHost = "inspector.localhost";

/** The last requests that a loopback keeps. The page shows as many, so that each of its rows can be opened. */
export const keptRequests = 10_000;
