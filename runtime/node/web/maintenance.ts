/** Maintenance is on while a file is there. Asked for each request, as nginx and Apache do: who says "closed" means now. */
import { existsSync } from "node:fs";

export const isClosed = (path: string): boolean => existsSync(path);
