import { createRelief, type Relief } from '../relief.ts';
import { fractalNoise, voronoiCells } from '../texture.ts';
import { between, drawShading, ramp, type Scene, type SceneSettings } from './scene.ts';

/** Ligaments in three depths, like dealloyed gold, or a foam of open cells. */
export function porousSponge(settings: SceneSettings): Scene {
  const { random, feature } = settings;
  const relief = createRelief(settings.width, settings.height);
  if (random.next() < 0.6) ligaments(relief, settings);
  else foam(relief, settings);
  const shading = drawShading(random, {
    slope: between(random, 0.3, 0.6),
    hollow: between(random, 0.7, 1),
    edgeReach: Math.max(2, feature / 8),
    hollowReach: feature * 0.9,
  });
  return { relief, shading };
}

function ligaments(relief: Relief, settings: SceneSettings): void {
  const { random, feature } = settings;
  const thickness = between(random, 0.4, 0.75);
  for (let layer = 0; layer < 3; layer++) {
    const web = fractalNoise(relief, random, { wavelength: feature * 2, octaves: 2, gain: 0.3 });
    const base = (layer - 2) * feature * 0.75;
    const tone = 0.35 + 0.3 * layer;
    for (let i = 0; i < web.length; i++) {
      const off = Math.abs(web[i]) / thickness;
      const level = off < 1 ? base + feature * 0.5 * Math.sqrt(1 - off * off) : -3 * feature;
      if (layer === 0 || level > relief.z[i]) {
        relief.z[i] = level;
        relief.tone[i] = off < 1 ? tone : 0.15;
      }
    }
  }
}

function foam(relief: Relief, settings: SceneSettings): void {
  const { random, feature } = settings;
  const texture = fractalNoise(relief, random, { wavelength: feature * 1.5, octaves: 3 });
  const wall = between(random, 0.1, 0.24) * feature;
  for (let layer = 0; layer < 2; layer++) {
    const spacing = feature * between(random, 1.5, 1.8);
    const warp = { by: feature * 0.22, texture };
    const { nearest, second, cell } = voronoiCells(relief, random, { spacing, jitter: 0.9, warp });
    const base = layer === 0 ? -1.1 * feature : 0;
    for (let i = 0; i < nearest.length; i++) {
      const hollow = ramp(second[i] - nearest[i], wall * (0.6 + 0.13 * (cell[i] % 7)), wall * 2.6);
      const level = base - feature * 1.6 * hollow;
      if (layer === 0 || level > relief.z[i]) {
        relief.z[i] = level;
        relief.tone[i] = (layer === 0 ? 0.45 : 1) * (1 - 0.75 * hollow);
      }
    }
  }
}
