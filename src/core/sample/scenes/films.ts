import { createRelief, type Relief, roughen } from '../relief.ts';
import { fractalNoise, voronoiCells } from '../texture.ts';
import { between, drawShading, pick, ramp, type Scene, type SceneSettings } from './scene.ts';

/** A coating from above, as grains or with cracks, or in cross-section. */
export function filmsCoatedSurface(settings: SceneSettings): Scene {
  const { random, feature } = settings;
  const relief = createRelief(settings.width, settings.height);
  pick(random, [grains, grains, grains, cracks, section])(relief, settings);
  const shading = drawShading(random, {
    slope: between(random, 0.6, 1.1),
    side: between(random, 0.5, 0.9),
    edgeReach: Math.max(1.5, feature / 14),
    hollowReach: feature / 2,
    edge: between(random, 0.2, 0.5),
  });
  return { relief, shading };
}

function grains(relief: Relief, { random, feature }: SceneSettings): void {
  const warp = {
    by: feature * 0.12,
    texture: fractalNoise(relief, random, { wavelength: feature, octaves: 2 }),
  };
  const map = voronoiCells(relief, random, { spacing: feature, jitter: 0.95, warp });
  const draw = () => Float32Array.from({ length: map.cells }, () => random.next() - 0.5);
  const [lift, leanX, leanY, yields] = [draw(), draw(), draw(), draw()];
  const tilt = between(random, 0.1, 0.35);
  const contrast = between(random, 0.15, 0.5);
  for (let y = 0, i = 0; y < relief.height; y++) {
    for (let x = 0; x < relief.width; x++, i++) {
      const cell = map.cell[i];
      const inner = ramp(map.second[i] - map.nearest[i], 0, feature * 0.22);
      const lean = leanX[cell] * x + leanY[cell] * y;
      relief.z[i] =
        feature * (0.22 * inner + 0.1 * lift[cell]) + tilt * (lean % (feature * 4)) * inner * 0.2;
      relief.tone[i] = 0.85 + contrast * yields[cell] - 0.25 * (1 - inner);
    }
  }
  roughen(relief, fractalNoise(relief, random, { wavelength: 6, octaves: 2 }), 0.15);
}

function cracks(relief: Relief, { random, feature }: SceneSettings): void {
  const texture = fractalNoise(relief, random, { wavelength: feature * 2, octaves: 4, gain: 0.6 });
  const spacing = feature * between(random, 3, 5);
  const warp = { by: feature * 0.35, texture };
  const { nearest, second } = voronoiCells(relief, random, { spacing, jitter: 1, warp });
  const width = between(random, 1.2, Math.max(2, feature * 0.12));
  for (let i = 0; i < nearest.length; i++) {
    const gap = second[i] - nearest[i];
    const open = 1 - ramp(gap, width, width * 2);
    relief.z[i] = -feature * 0.5 * open + 1.5 * ramp(width * 8 - gap, 0, width * 6);
    relief.tone[i] = 1 - 0.65 * open;
  }
  roughen(relief, fractalNoise(relief, random, { wavelength: 9, octaves: 3, gain: 0.8 }), 0.7);
}

function section(relief: Relief, { random, feature }: SceneSettings): void {
  const { width, height } = relief;
  const surface = height * between(random, 0.25, 0.4);
  const bottom = surface + height * between(random, 0.2, 0.4);
  const slant = between(random, -0.08, 0.08);
  const outline = fractalNoise({ width, height: 1 }, random, {
    wavelength: feature * 2,
    octaves: 4,
  });
  const columns = voronoiCells(relief, random, { spacing: feature * 0.7, jitter: 0.8, stretch: 5 });
  const streaks = fractalNoise(relief, random, { wavelength: 30, octaves: 3, stretch: 4 });
  const substrate = between(random, 0.45, 0.7);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const depth = y - slant * (x - width / 2);
      if (depth < surface + outline[x] * feature * 0.25) {
        relief.tone[i] = 0.12;
        relief.z[i] = -feature;
      } else if (depth < bottom + outline[x] * 1.5) {
        const groove = ramp(columns.second[i] - columns.nearest[i], 0, feature * 0.2);
        relief.z[i] = feature * 0.3 * groove + (columns.cell[i] % 5) * feature * 0.03;
        relief.tone[i] = 0.9 + 0.05 * (columns.cell[i] % 5);
      } else {
        relief.tone[i] = substrate;
        relief.z[i] = -feature * 0.2 + 1.2 * streaks[i];
      }
    }
  }
}
