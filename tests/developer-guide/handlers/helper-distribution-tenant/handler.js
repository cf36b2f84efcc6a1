import cf from "cloudfront";

function handler(event) {
  try {
    return { statusCode: 200, body: cf.distributionTenant.id };
  } catch (error) {
    return { statusCode: 200, body: `${event.context.endpoint} ${error.message}` };
  }
}
