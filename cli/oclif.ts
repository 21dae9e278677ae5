/** oclif's way in, as a module of its own so that it can be loaded late. */
import { run, settings } from "@oclif/core";

// Else NODE_ENV=development has it look for the bundle's TypeScript sources.
settings.enableAutoTranspile = false;

export { run };
