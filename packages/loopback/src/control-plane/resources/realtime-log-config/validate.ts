import type { RealtimeLogConfig } from "@aws-sdk/client-cloudfront";
import { checkName, inRange, invalid, oneOf } from "../../shared/invalid.ts";

/**
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateRealtimeLogConfig.html
 */
export function checkRealtimeLogConfig({ Name, SamplingRate, EndPoints = [], Fields = [] }: RealtimeLogConfig): void {
  checkName(Name ?? "");
  inRange("SamplingRate", SamplingRate, 1, 100);
  if (Fields.length === 0) {
    invalid("The parameter Fields is empty; it needs at least one field.");
  }
  const [endPoint, ...others] = EndPoints;
  if (endPoint === undefined || others.length > 0) {
    invalid(`The parameter EndPoints has ${EndPoints.length} streams; CloudFront takes one.`);
  }
  oneOf("StreamType", endPoint.StreamType, ["Kinesis"]);
  if (endPoint.KinesisStreamConfig === undefined) {
    invalid("The stream's type is Kinesis, so KinesisStreamConfig is needed.");
  }
}
