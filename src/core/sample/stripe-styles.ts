/** Where the information lies: under the picture, across it with picture below, or written on it. */
export type StripePlace = 'beneath' | 'raised' | 'over';

export type SampleFormat = 'tiff' | 'tiff16' | 'tiff-palette' | 'png' | 'jpeg';

export type StripeStyle =
  | 'zeiss-white'
  | 'zeiss-black'
  | 'zeiss-green'
  | 'zeiss-raised'
  | 'zeiss-box'
  | 'fei'
  | 'hitachi'
  | 'hitachi-black'
  | 'jeol'
  | 'jeol-black'
  | 'tescan';

export interface StripeSpec {
  readonly place: StripePlace;
  /** Over the width of the picture. */
  readonly heightShare: number;
  /** Shortest and longest bar, over the width of the picture. */
  readonly barShare: readonly [number, number];
  readonly formats: readonly SampleFormat[];
  /** How often the style is met, relative to the others. */
  readonly weight: number;
}

export const STRIPE_STYLES: Readonly<Record<StripeStyle, StripeSpec>> = {
  'zeiss-white': zeiss('beneath', 1.5),
  'zeiss-black': zeiss('beneath', 1),
  'zeiss-green': zeiss('beneath', 1.5),
  'zeiss-raised': zeiss('raised', 2),
  'zeiss-box': zeiss('over', 1),
  fei: {
    place: 'beneath',
    heightShare: 0.068,
    barShare: [0.18, 0.42],
    formats: ['tiff', 'tiff', 'tiff16', 'png', 'jpeg'],
    weight: 3,
  },
  hitachi: hitachi('over', 1.5),
  'hitachi-black': hitachi('beneath', 1),
  jeol: jeol('over', 1.5),
  'jeol-black': jeol('beneath', 1),
  tescan: {
    place: 'beneath',
    heightShare: 0.1,
    barShare: [0.16, 0.32],
    formats: ['tiff16', 'tiff', 'png', 'jpeg'],
    weight: 2.5,
  },
};

function zeiss(place: StripePlace, weight: number): StripeSpec {
  const formats: SampleFormat[] = ['tiff-palette', 'tiff-palette', 'tiff-palette', 'png', 'jpeg'];
  return { place, heightShare: 0.088, barShare: [0.07, 0.18], formats, weight };
}

function hitachi(place: StripePlace, weight: number): StripeSpec {
  const formats: SampleFormat[] = ['tiff', 'tiff', 'jpeg', 'png'];
  return { place, heightShare: 0.075, barShare: [0.2, 0.45], formats, weight };
}

function jeol(place: StripePlace, weight: number): StripeSpec {
  const formats: SampleFormat[] = ['tiff', 'jpeg', 'jpeg', 'png', 'tiff16'];
  return { place, heightShare: 0.07, barShare: [0.12, 0.28], formats, weight };
}
