const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const ISO = /^(\d{4})-(\d\d?)-(\d\d?)/;
/** Zeiss: `13 Feb 2020`. */
const NAMED = /^(\d\d?)[ -]([a-z]{3})[a-z]*[ -](\d{4})/i;
const CLOCK = /(\d\d?):(\d\d)(?::(\d\d))?\s*([ap]m)?/i;

/**
 * When a picture was taken, in milliseconds of the microscope's clock, counted as if it were UTC: good for differences.
 * Undefined for no date, and for one that may be read in two ways, as `02/03/2020`.
 */
export function acquisitionTime(acquiredAt: string | undefined): number | undefined {
  const text = acquiredAt?.trim() ?? '';
  const iso = text.match(ISO);
  const named = text.match(NAMED);
  const day = iso
    ? Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]))
    : named
      ? Date.UTC(Number(named[3]), MONTHS.indexOf(named[2].toLowerCase()), Number(named[1]))
      : Number.NaN;
  if (!Number.isFinite(day) || (named && !MONTHS.includes(named[2].toLowerCase())))
    return undefined;
  const clock = text.match(CLOCK);
  if (!clock) return day;
  const half = clock[4]?.toLowerCase();
  const hour = half ? (Number(clock[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(clock[1]);
  return day + ((hour * 60 + Number(clock[2])) * 60 + Number(clock[3] ?? 0)) * 1000;
}
