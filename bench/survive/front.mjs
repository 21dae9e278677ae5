/** nginx before the server under test: the same file for all but the way to it. */
import { writeFileSync } from "node:fs";
import { answers, start, until } from "./process.mjs";

const WAYS = {
  fastcgi: (socket) => `
    upstream app { server unix:${socket}; keepalive 32; }
    server { listen unix:FOLDER/web.sock; location / {
      fastcgi_param SERVER_NAME example.com; fastcgi_param SCRIPT_NAME ""; fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param CONTENT_LENGTH $content_length; fastcgi_param REQUEST_URI $request_uri; fastcgi_param PATH_INFO $uri;
      fastcgi_param QUERY_STRING $query_string; fastcgi_param SERVER_PROTOCOL $server_protocol; fastcgi_param SERVER_PORT 80;
      fastcgi_keep_conn on; fastcgi_read_timeout 15; fastcgi_pass app; } }`,
  http: (socket) => `
    upstream app { server unix:${socket}; }
    server { listen unix:FOLDER/web.sock; location / { proxy_set_header Host $host; proxy_read_timeout 15; proxy_pass http://app; } }`,
  uwsgi: (socket) => `
    upstream app { server unix:${socket}; }
    server { listen unix:FOLDER/web.sock; location / {
      uwsgi_param SERVER_NAME example.com; uwsgi_param REQUEST_METHOD $request_method; uwsgi_param CONTENT_LENGTH $content_length;
      uwsgi_param REQUEST_URI $request_uri; uwsgi_param PATH_INFO $uri; uwsgi_param QUERY_STRING $query_string;
      uwsgi_param SERVER_PROTOCOL $server_protocol; uwsgi_param SERVER_PORT 80; uwsgi_read_timeout 15; uwsgi_pass app; } }`,
};

export async function startNginx(folder, way, socket) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  writeFileSync(
    `${folder}/nginx.conf`,
    `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log warn;
${process.getuid?.() === 0 ? "user root;" : ""}
events { worker_connections 512; }
http { access_log off; keepalive_requests 10000000; ${temporary.join(" ")}
${WAYS[way](socket).replaceAll("FOLDER", folder)}
}\n`,
  );
  const child = start(["nginx", "-p", folder, "-e", `${folder}/nginx.log`, "-c", `${folder}/nginx.conf`], { log: `${folder}/nginx.out` });
  if (!(await until(() => answers(`${folder}/web.sock`), 5000))) throw new Error("nginx did not start");
  return child;
}
