import type { Session } from '../../core/dataset/sessions.ts';
import { VENDORS } from '../inspector/picture-facts.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** "Tips, 13 Feb 2020, Zeiss SIGMA": the folder, the day of the first picture and the instrument, where they are known. */
export function sessionName({
  folder,
  from,
  instrument,
}: Pick<Session, 'folder' | 'from' | 'instrument'>): string {
  const name = folder.split('/').slice(-2).join('/');
  const date = from === undefined ? '' : day.format(from);
  return [name || 'No folder', date, instrumentName(instrument)].filter(Boolean).join(', ');
}

/** "FEI Versa 3D" of "fei Versa 3D"; the sample set's instruments name themselves. */
function instrumentName(instrument: string): string {
  const [first = '', ...model] = instrument.split(' ');
  const names: Readonly<Record<string, string>> = { ...VENDORS, semscape: '' };
  const [vendor] = (names[first] ?? first).split(' / ');
  return [vendor, ...model].filter(Boolean).join(' ');
}
