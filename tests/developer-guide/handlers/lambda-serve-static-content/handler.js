const page = `
<!DOCTYPE html>
<html lang="en">
  <body><p>Hello from the edge!</p></body>
</html>
`;

exports.handler = (event, context, callback) => {
  callback(null, {
    status: "200",
    statusDescription: "OK",
    headers: {
      "cache-control": [{ key: "Cache-Control", value: "max-age=100" }],
      "content-type": [{ key: "Content-Type", value: "text/html" }],
    },
    body: page,
  });
};
