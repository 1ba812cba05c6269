import type { AnalysisHost } from './host.ts';

/** A host that keeps what it is told, and as bytes what is written and finished; nothing may be written before it begins. */
export function createTestHost() {
  const notes: string[] = [];
  const finished = new Set<string>();
  const pieces = new Map<string, string[]>();
  let begun = 0;
  const host: AnalysisHost = {
    begin: async () => {
      begun++;
    },
    write: async (path, base64) => {
      if (begun !== 1) throw new Error(`${path} was written after ${begun} beginnings`);
      pieces.set(path, [...(pieces.get(path) ?? []), atob(base64)]);
    },
    finish: async (path) => {
      finished.add(path);
    },
    report: async () => {},
    note: async (text) => {
      notes.push(text);
    },
  };
  const bytesOf = (path: string) =>
    Uint8Array.from((pieces.get(path) ?? []).join(''), (c) => c.charCodeAt(0));
  return {
    host,
    notes,
    bytesOf,
    textOf: (path: string) => new TextDecoder().decode(bytesOf(path)),
    files: () => [...finished].sort(),
    begun: () => begun,
  };
}
