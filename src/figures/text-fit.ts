const NARROW = /[ .,:;'|!()[\]fijlrt\u2009]/;
const WIDE = /[mwMW@%\u2013\u2192]/;
const CAPITAL = /[A-Z0-9]/;

/** Estimated width in pixels in a common sans serif: layouts are made where nothing can be measured. */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const c of text)
    em += NARROW.test(c) ? 0.32 : WIDE.test(c) ? 0.9 : CAPITAL.test(c) ? 0.64 : 0.55;
  return em * fontSize * 1.08;
}

/** `text`, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`, fontSize) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
