import type { ScaleLabel, ScaleUnit } from '../../core/scale/scale-reading.ts';

/** Without a unit, or `u` for `µ`, as people type. */
const TYPED = /^\s*(\d+(?:[.,]\d+)?)\s*(nm|[uµμ]m?|mm)?\s*$/i;

/** The label that was typed: `2`, `0,5 um`, `500nm`; a number without a unit is in `unit`. */
export function typedScale(text: string, unit: ScaleUnit): ScaleLabel | undefined {
  const [, digits = '', written = ''] = text.match(TYPED) ?? [];
  const value = Number(digits.replace(',', '.'));
  if (!(value > 0)) return undefined;
  return { value, unit: unitOf(written.toLowerCase()) ?? unit };
}

function unitOf(written: string): ScaleUnit | undefined {
  if (written === 'nm' || written === 'mm') return written;
  return written === '' ? undefined : 'um';
}
