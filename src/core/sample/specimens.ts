import type { SampleCategory } from './sample-categories.ts';
import { biological } from './scenes/biological.ts';
import { fibres } from './scenes/fibres.ts';
import { filmsCoatedSurface } from './scenes/films.ts';
import { memsDevices } from './scenes/mems-devices.ts';
import { nanowires } from './scenes/nanowires.ts';
import { particles } from './scenes/particles.ts';
import { patternedSurface } from './scenes/patterned-surface.ts';
import { porousSponge } from './scenes/porous-sponge.ts';
import { powder } from './scenes/powder.ts';
import type { SceneMaker } from './scenes/scene.ts';
import { tips } from './scenes/tips.ts';

export interface Specimen {
  readonly scene: SceneMaker;
  /** Size of what the category is made of, smallest to largest: in the picture, as a share of its shorter side. */
  readonly featureShare: readonly [number, number];
  /** And in nature, in nanometres. */
  readonly featureNm: readonly [number, number];
}

export const SPECIMENS: Readonly<Record<SampleCategory, Specimen>> = {
  Porous_Sponge: { scene: porousSponge, featureShare: [0.04, 0.13], featureNm: [30, 2e4] },
  Patterned_surface: { scene: patternedSurface, featureShare: [0.05, 0.2], featureNm: [150, 1e4] },
  Particles: { scene: particles, featureShare: [0.035, 0.16], featureNm: [15, 2e3] },
  Films_Coated_Surface: {
    scene: filmsCoatedSurface,
    featureShare: [0.04, 0.12],
    featureNm: [40, 2e3],
  },
  Powder: { scene: powder, featureShare: [0.07, 0.22], featureNm: [200, 5e4] },
  Tips: { scene: tips, featureShare: [0.35, 0.6], featureNm: [400, 4e4] },
  Nanowires: { scene: nanowires, featureShare: [0.006, 0.018], featureNm: [20, 200] },
  Biological: { scene: biological, featureShare: [0.16, 0.34], featureNm: [1e3, 3e4] },
  MEMS_devices_and_electrodes: {
    scene: memsDevices,
    featureShare: [0.022, 0.05],
    featureNm: [300, 2e4],
  },
  Fibres: { scene: fibres, featureShare: [0.025, 0.08], featureNm: [150, 8e3] },
};
