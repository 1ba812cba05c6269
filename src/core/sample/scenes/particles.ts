import type { Random } from '../../random/random.ts';
import { createRelief, roughen } from '../relief.ts';
import { raiseEllipsoid } from '../shapes.ts';
import { fractalNoise, type Size } from '../texture.ts';
import { between, drawShading, pick, type Scene, type SceneSettings } from './scene.ts';

/** Particles of one kind and nearly one size, lying apart or in rafts on a flat substrate. */
export function particles(settings: SceneSettings): Scene {
  const { random, feature } = settings;
  const relief = createRelief(settings.width, settings.height);
  relief.tone.fill(between(random, 0.35, 0.7));
  roughen(relief, fractalNoise(relief, random, { wavelength: 40, octaves: 3 }), 0.25);
  const kind = pick(random, [
    { aspect: 1, power: 2 },
    { aspect: 1, power: 2 },
    { aspect: between(random, 1.6, 2.6), power: 2 },
    { aspect: 1, power: 4.5 },
  ]);
  const spread = between(random, 0.04, 0.14);
  for (const { x, y } of scatter(settings, random, feature * kind.aspect ** 0.5)) {
    raiseEllipsoid(relief, {
      x,
      y,
      radius: (feature / 2) * kind.aspect ** 0.5 * (1 + spread * random.normal()),
      aspect: kind.aspect,
      power: kind.power,
      angle: Math.PI * random.next(),
      base: -feature * 0.1,
      tone: between(random, 0.92, 1.08),
    });
  }
  const shading = drawShading(random, {
    edgeReach: Math.max(1.5, feature / 12),
    hollowReach: feature / 2,
  });
  return { relief, shading };
}

/** Places at least about `apart` from each other; rafts grow round a few centres. */
function scatter(size: Size, random: Random, apart: number): { x: number; y: number }[] {
  const room = (size.width * size.height) / (apart * apart);
  const wanted = Math.min(900, Math.round(room * pick(random, [0.08, 0.2, 0.4, 0.62])));
  const rafts = Array.from({ length: pick(random, [0, 0, 3, 6]) }, () => ({
    x: random.next() * size.width,
    y: random.next() * size.height,
  }));
  const reach = Math.min(size.width, size.height) * 0.16;
  const placed: { x: number; y: number }[] = [];
  const closest = (apart * 0.93) ** 2;
  for (let tries = 0; tries < wanted * 6 && placed.length < wanted; tries++) {
    const raft = rafts.length > 0 && random.next() < 0.85 ? pick(random, rafts) : undefined;
    const x = raft ? raft.x + reach * random.normal() : random.next() * size.width;
    const y = raft ? raft.y + reach * random.normal() : random.next() * size.height;
    if (placed.every((p) => (p.x - x) ** 2 + (p.y - y) ** 2 > closest)) placed.push({ x, y });
  }
  return placed;
}
