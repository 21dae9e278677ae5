/** Strict-Transport-Security, which only an answer by https may have (RFC 6797, 7.2). */
export const isHsts = (name: string): boolean => name.toLowerCase() === "strict-transport-security";
