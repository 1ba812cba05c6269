/** A name as UTF-8, else as Latin-1, without what follows a NUL. */
export function decodeName(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const used = end < 0 ? bytes : bytes.subarray(0, end);
  let escaped = '';
  let latin = '';
  for (const byte of used) {
    escaped += `%${byte.toString(16).padStart(2, '0')}`;
    latin += String.fromCharCode(byte);
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return latin;
  }
}
