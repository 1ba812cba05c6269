/** The ten categories of the paper, as folder names, in the order in which sample pictures go round. */
export const SAMPLE_CATEGORIES = [
  'Porous_Sponge',
  'Patterned_surface',
  'Particles',
  'Films_Coated_Surface',
  'Powder',
  'Tips',
  'Nanowires',
  'Biological',
  'MEMS_devices_and_electrodes',
  'Fibres',
] as const;

export type SampleCategory = (typeof SAMPLE_CATEGORIES)[number];

/** How many pictures the sample set has unless asked otherwise. */
export const SAMPLE_SIZE = 240;
