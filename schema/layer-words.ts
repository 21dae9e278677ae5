/** What the language says of a layer, stated by the layer (generators/layer.ts) and written to layers.generated.ts. */
export type LayerWords = {
  /** What a message shows beside its name: for a framework, a module. */
  readonly example?: string;
  /** What the language's reference adds to its name: `our own, bundled`. */
  readonly note?: string;
  /** What it does with a key of its role, as sentences for the reference, by key. */
  readonly does?: Readonly<Record<string, string>>;
  /** By key, in lower case: values that people write for it, and what to write instead. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Keys that people bring from it, in lower case, and what says the same here. */
  readonly keys?: Readonly<Record<string, string>>;
  /** What to add where a key is missing that it needs. */
  readonly missing?: Readonly<Record<string, string>>;
};
