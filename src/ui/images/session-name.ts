import type { Session } from '../../core/dataset/sessions.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** "Tips, 13 Feb 2020, zeiss SIGMA": the folder, the day of the first picture and the instrument, where they are known. */
export function sessionName({
  folder,
  from,
  instrument,
}: Pick<Session, 'folder' | 'from' | 'instrument'>): string {
  const name = folder.split('/').slice(-2).join('/');
  const date = from === undefined ? '' : day.format(from);
  return [name || 'No folder', date, instrument].filter(Boolean).join(', ');
}
