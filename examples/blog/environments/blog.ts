import type { EnvironmentInput } from "#environments/schema.ts";

const everyMethod = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] as const;

/** A blog: its page in a bucket, its posts behind an API that is cached at the edge, and authors who add posts. */
export default {
  account: "777788889999",
  region: "eu-west-1",
  state: { type: "local" },
  tags: { Environment: "prod", Product: "blog" },
  protections: { preventDestroy: false },
  logRetentionDays: 30,
  handlers: {
    // `printf %s 'ada:correct-horse-battery' | sha256sum`
    "basic-auth": {
      config: {
        realm: "Authors",
        users: { ada: "98c4c75f4e759111d2e7850180016632d76df450309a451cbf2796bf34ed5608" },
      },
    },
  },
  apis: { posts: { source: "apis/posts/handler.ts", extend: "stacks/blog/table.ts" } },
  distributions: {
    blog: {
      comment: "Blog",
      traffic: { viewerRequestsPerMonth: 2_000_000, responseKilobytes: 15 },
      aliases: ["blog.example.com"],
      certificate: "arn:aws:acm:us-east-1:777788889999:certificate/11111111-2222-3333-4444-555555555555",
      waitForDeployment: false,
      defaultRootObject: "index.html",
      origins: {
        pages: { type: "static", content: "stacks/content/blog" },
        posts: { type: "api", api: "posts" },
      },
      defaultBehavior: {
        origin: "pages",
        viewerProtocolPolicy: "allow-all",
        responseHeadersPolicy: "SecurityHeadersPolicy",
      },
      behaviors: [
        {
          // The password is checked at the edge; requests without it don't reach the function.
          pathPattern: "/api/admin/*",
          origin: "posts",
          viewerRequest: "basic-auth",
          viewerProtocolPolicy: "allow-all",
          allowedMethods: [...everyMethod],
          cachePolicy: "CachingDisabled",
          originRequestPolicy: "AllViewerExceptHostHeader",
        },
        {
          // Readers get a list that is up to a minute old, so that a popular post costs one run a minute.
          pathPattern: "/api/*",
          origin: "posts",
          viewerProtocolPolicy: "allow-all",
          cachePolicy: { name: "posts", defaultTtl: 60, maxTtl: 60 },
        },
      ],
    },
  },
} satisfies EnvironmentInput;
