/** crypt's own base64: low bits first, an alphabet that begins with `./`. */

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `order`: groups of byte numbers, the highest byte first; the last group may be short. */
export function encode64(digest: Buffer, order: string): string {
  let text = "";
  for (const group of order.split(" ")) {
    const bytes = group.split(",").map(Number);
    let word = bytes.reduce((sum, at) => (sum << 8) | (digest[at] ?? 0), 0);
    for (let left = bytes.length + 1; left > 0; left--) {
      text += ALPHABET[word & 63] ?? "";
      word >>= 6;
    }
  }
  return text;
}
