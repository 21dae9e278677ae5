/** The command table as completion scripts need it. */
export type Flag = {
  readonly name: string;
  readonly char: string | null;
  readonly takes: "nothing" | "text" | "folder" | "file";
  readonly options: readonly string[];
  readonly summary: string;
};
export type Word = {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  readonly arguments: readonly string[] | "stack files" | "folders" | "files";
};

/** The part of an oclif command class that says what it takes. */
export type CommandClass = {
  readonly summary?: string | undefined;
  readonly strict?: boolean;
  readonly flags?: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly char?: unknown;
        readonly options?: readonly string[] | undefined;
        readonly summary?: string | undefined;
        readonly helpValue?: string | string[] | undefined;
      }
    >
  >;
  readonly args?: Readonly<Record<string, { readonly options?: readonly string[] | undefined; readonly name?: string }>>;
};

export function wordsOf(commands: Readonly<Record<string, CommandClass>>, codes: readonly string[]): readonly Word[] {
  return Object.entries(commands).map(([name, command]) => ({
    name,
    summary: command.summary ?? "",
    flags: flagsOf(command),
    arguments: argumentsOf(name, command, codes),
  }));
}

function flagsOf(command: CommandClass): Flag[] {
  const stated = Object.entries(command.flags ?? {}).map(
    ([name, flag]): Flag => ({
      name,
      char: typeof flag.char === "string" ? flag.char : null,
      takes: flag.type === "boolean" ? "nothing" : takesOf(flag.helpValue),
      options: flag.options ?? [],
      summary: flag.summary ?? "",
    }),
  );
  return [...stated, { name: "help", char: null, takes: "nothing", options: [], summary: "Show what the command takes." }];
}

function takesOf(helpValue: string | string[] | undefined): Flag["takes"] {
  if (helpValue === "DIR" || helpValue === "PREFIX") return "folder";
  return helpValue === "FILE" ? "file" : "text";
}

function argumentsOf(name: string, { strict, args }: CommandClass, codes: readonly string[]): Word["arguments"] {
  if (strict === false || name === "run" || name === "verify") return "stack files";
  if (name === "init") return "folders";
  if (name === "explain") return codes;
  return Object.values(args ?? {}).flatMap(({ options }) => options ?? []);
}
