import type { Random } from '../../random/random.ts';
import { createRelief, type Relief, raise, roughen } from '../relief.ts';
import { raiseEllipsoid } from '../shapes.ts';
import { fractalNoise } from '../texture.ts';
import { between, drawShading, pick, type Scene, type SceneSettings } from './scene.ts';

/** A heap of grains of many sizes: crushed shards, rough lumps, or atomised balls with satellites. */
export function powder(settings: SceneSettings): Scene {
  const { random, feature, width, height } = settings;
  const relief = createRelief(width, height);
  relief.z.fill(-feature * 2);
  relief.tone.fill(0.2);
  const heap = fractalNoise(relief, random, { wavelength: feature * 5, octaves: 2 });
  const grain = pick(random, [shard, shard, lump, ball]);
  const spread = between(random, 0.4, 0.65);
  const count = Math.min(700, Math.round((4 * width * height) / (feature * feature)));
  for (let i = 0; i < count; i++) {
    const x = random.next() * width;
    const y = random.next() * height;
    const radius = (feature / 2) * Math.min(2.6, Math.exp(spread * random.normal()));
    const at = Math.floor(y) * width + Math.floor(x);
    const base = feature * (0.7 * heap[at] + 1.2 * (i / count) - 1.2) - radius * 0.4;
    grain({ relief, x, y, radius, base, random });
  }
  const dust = fractalNoise(relief, random, {
    wavelength: Math.max(5, feature / 5),
    octaves: 3,
    gain: 0.65,
  });
  roughen(relief, dust, feature * (grain === ball ? 0.012 : between(random, 0.02, 0.05)));
  const shading = drawShading(random, {
    edgeReach: Math.max(2, feature / 12),
    hollowReach: feature * 0.7,
    hollow: between(random, 0.6, 0.9),
  });
  return { relief, shading };
}

interface Grain {
  readonly relief: Relief;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly base: number;
  readonly random: Random;
}

function ball({ relief, x, y, radius, base, random }: Grain): void {
  const round = { aspect: 1, angle: 0, tone: between(random, 0.9, 1.05) };
  raiseEllipsoid(relief, { x, y, radius, base, ...round });
  for (let i = random.below(4); i > 0; i--) {
    const a = 2 * Math.PI * random.next();
    const small = { x: x + radius * 0.8 * Math.cos(a), y: y + radius * 0.8 * Math.sin(a) };
    raiseEllipsoid(relief, {
      ...small,
      radius: radius * 0.25,
      base: base + radius * 0.5,
      ...round,
    });
  }
}

function lump({ relief, x, y, radius, base, random }: Grain): void {
  const tone = between(random, 0.85, 1.1);
  for (let i = 0; i < 3; i++) {
    raiseEllipsoid(relief, {
      x: x + radius * 0.5 * random.normal(),
      y: y + radius * 0.5 * random.normal(),
      radius: radius * between(random, 0.5, 0.95),
      aspect: between(random, 1, 1.7),
      angle: Math.PI * random.next(),
      base: base + radius * 0.2 * random.next(),
      tone,
    });
  }
}

/** A convex splinter: the lowest of a few random planes. */
function shard({ relief, x, y, radius, base, random }: Grain): void {
  const turn = 2 * Math.PI * random.next();
  const faces = Array.from({ length: 5 + random.below(3) }, (_, i) => {
    const angle = turn + i * 1.15 + 0.5 * random.next();
    const steep = between(random, 0.6, 2.2);
    return {
      a: Math.cos(angle) * steep,
      b: Math.sin(angle) * steep,
      top: radius * between(random, 0.7, 1.5),
    };
  });
  const lean = { a: 0.5 * (random.next() - 0.5), b: 0.5 * (random.next() - 0.5) };
  const reach = radius * 1.4;
  const zAt = (px: number, py: number) => {
    const dx = px - x;
    const dy = py - y;
    let level = radius * 0.6 + lean.a * dx + lean.b * dy;
    for (const face of faces) level = Math.min(level, face.top - face.a * dx - face.b * dy);
    return level > -radius * 0.3 && dx * dx + dy * dy < reach * reach
      ? base + level
      : Number.NEGATIVE_INFINITY;
  };
  const bounds = { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
  raise(relief, { bounds, zAt, tone: between(random, 0.85, 1.1) });
}
