/** The version of the inspector's HTTP API, which is the first part of its paths. */
export const apiVersion = "v1";
