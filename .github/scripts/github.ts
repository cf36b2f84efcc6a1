/** The API of a repository on GitHub, by the token of a job. */
export interface GitHub {
  /** @param path below the repository, such as `/issues` */
  call(method: "GET" | "POST" | "PATCH", path: string, body?: object): Promise<unknown>;
  /** All items of a list. */
  list(path: string): Promise<unknown[]>;
  /** `owner/name` */
  readonly repository: string;
}

/** The most that GitHub lists on a page. */
const perPage = 100;

/**
 * Reads GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN, as GitHub Actions sets them.
 * @throws Error when one is missing
 */
export function openGitHub(env: NodeJS.ProcessEnv): GitHub {
  const repository = setting(env, "GITHUB_REPOSITORY");
  const base = `${setting(env, "GITHUB_API_URL")}/repos/${repository}`;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${setting(env, "GITHUB_TOKEN")}`,
    "x-github-api-version": "2022-11-28",
  };
  const call: GitHub["call"] = async (method, path, body) => {
    const response = await fetch(`${base}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${base}${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    repository,
    call,
    async list(path) {
      const all: unknown[] = [];
      for (let page = 1; ; page++) {
        const separator = path.includes("?") ? "&" : "?";
        const items = (await call("GET", `${path}${separator}per_page=${perPage}&page=${page}`)) as unknown[];
        all.push(...items);
        if (items.length < perPage) return all;
      }
    },
  };
}

/** @throws Error when a variable is missing or empty */
export function setting(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set; the workflow sets it`);
  return value;
}
