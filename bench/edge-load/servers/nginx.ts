import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { page } from "../cases.ts";

/**
 * Writes what nginx serves, and how: the file from disk, with the rewrites of the cases and the origin behind one path.
 *
 * @param directory empty; nginx writes nothing outside of it
 * @returns the path of the configuration
 */
export async function configureNginx(directory: string, port: number, originPort: number): Promise<string> {
  for (const folder of ["page", "docs"]) {
    await mkdir(join(directory, "files", folder), { recursive: true });
    await writeFile(join(directory, "files", folder, "index.html"), page);
  }
  const file = join(directory, "nginx.conf");
  await writeFile(file, configuration(directory, port, originPort));
  return file;
}

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

const configuration = (directory: string, port: number, originPort: number): string => `
daemon off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  types { text/html html; }
${temporary.map((name) => `  ${name}_temp_path ${directory}/${name};`).join("\n")}
  upstream origin { server 127.0.0.1:${originPort}; keepalive 64; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    root ${directory}/files;
    location / { }
    location /docs/ { rewrite ^(.*)/$ $1/index.html break; }
    location /made/ {
      rewrite ^(.*)/$ $1/index.html break;
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }
}
`;
