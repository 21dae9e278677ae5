/** oclif's way in, as a module of its own so that it can be loaded late. */
export { run } from "@oclif/core";
