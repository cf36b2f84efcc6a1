/** The host of the inspector, on the port that serves distributions. */
export const inspectorHost = "inspector.localhost";
