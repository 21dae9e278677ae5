export type GeneratedFiles = Readonly<Record<string, string>>;
export function generate(): Promise<GeneratedFiles>;
export function findDrift(files: GeneratedFiles): Promise<readonly string[]>;
