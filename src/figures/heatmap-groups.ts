import type { HeatmapGroup } from './heatmap-layout.ts';

/** Runs of equal class, in the order of the rows. */
export function heatmapGroups(
  classes: Int32Array,
  names: readonly string[],
): readonly HeatmapGroup[] {
  const groups: HeatmapGroup[] = [];
  let start = 0;
  for (let i = 1; i <= classes.length; i++) {
    if (i < classes.length && classes[i] === classes[start]) continue;
    groups.push({ label: names[classes[start] ?? -1] ?? 'no label', start, end: i });
    start = i;
  }
  return groups;
}
