import { PAPER_CATEGORIES } from '../../core/dataset/folder-label.ts';

const whole = new Intl.NumberFormat('en-GB');

export function formatCount(n: number): string {
  return whole.format(n);
}

/** "1 picture", "1,204 pictures". */
export function countOf(n: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(n)} ${n === 1 ? noun : plural}`;
}

/** "7 %" of 0.07; one digit more near 100 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent > 99 && percent < 100 ? Math.min(99.9, percent).toFixed(1) : Math.round(percent)} %`;
}

/** "12 MB"; decimal units, as discs are sold. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
  );
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toPrecision(2)} ${units[power]}`;
}

/** "5.83 nm", "12.4 µm", "1.20 mm" of a length in nanometres. */
export function formatLength(nanometres: number): string {
  const round = Number(nanometres.toPrecision(3));
  const [unit, size] = round >= 1e6 ? ['mm', 1e6] : round >= 1e3 ? ['µm', 1e3] : ['nm', 1];
  return `${Number((round / Number(size)).toPrecision(3))} ${unit}`;
}

const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** "24 Nov 2026, 18:41" where the person is. */
export function formatMoment(at: number | string): string {
  return moments.format(new Date(at));
}

/** "40 s", "3 min", "2 h 10 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const titles = new Map(PAPER_CATEGORIES.map(({ label, title }) => [label, title]));

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A class folder's name as a person would write it. */
export function displayLabel(label: string): string {
  return titles.get(label) ?? label.replaceAll('_', ' ');
}
