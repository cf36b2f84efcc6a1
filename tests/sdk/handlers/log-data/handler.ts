import { logCustomData, onViewerRequest } from "@featheredge/edge-sdk";

export default onViewerRequest((request) => {
  logCustomData("first");
  logCustomData(`path=${request.path} é`);
  return request;
});
