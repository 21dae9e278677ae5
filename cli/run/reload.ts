/** Asks a server for its app's new code: it imports it beside the old one, and answers when it serves or with the traceback. */
import { request } from "node:http";

/** Null when the new code serves, else why it does not; the old one then serves on. */
export function askReload(adminSocket: string): Promise<string | null> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: adminSocket, path: "/reload", method: "POST" }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve(answer.statusCode === 200 ? null : text));
      answer.on("error", (error) => resolve(error.message));
    });
    asked.on("error", (error) => resolve(error.message));
    asked.end();
  });
}
