export function renderSettings(schema: object, name: string, file: string): string;
