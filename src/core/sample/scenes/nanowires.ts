import { createRelief, type Relief, roughen } from '../relief.ts';
import { raiseEllipsoid, raiseTube } from '../shapes.ts';
import { fractalNoise } from '../texture.ts';
import { between, drawShading, pick, type Scene, type SceneSettings } from './scene.ts';

/** Thin straight wires: a forest with catalyst tips seen from the side, or wires lying as they fell. */
export function nanowires(settings: SceneSettings): Scene {
  const { random, feature } = settings;
  const relief = createRelief(settings.width, settings.height);
  relief.tone.fill(between(random, 0.25, 0.5));
  roughen(relief, fractalNoise(relief, random, { wavelength: 30, octaves: 3 }), 0.3);
  pick(random, [forest, forest, fallen])(relief, settings);
  const shading = drawShading(random, {
    slope: between(random, 0.7, 1.1),
    edgeReach: Math.max(1, feature / 3),
    hollowReach: feature * 3,
  });
  return { relief, shading };
}

function forest(relief: Relief, { random, feature, width, height }: SceneSettings): void {
  const long = Math.min(height * 0.6, feature * between(random, 18, 40));
  const lean = between(random, -0.35, 0.35);
  const spread = between(random, 0.03, 0.2);
  const taper = between(random, 0.5, 1);
  const hasCatalyst = random.next() < 0.65;
  const count = Math.min(
    900,
    Math.round((width * height * between(random, 0.25, 0.8)) / (feature * long * 0.35)),
  );
  for (let i = 0; i < count; i++) {
    const nearness = i / count;
    const root = {
      x: random.next() * width * 1.2 - width * 0.1,
      y: nearness * (height + long) + 0.03 * height * random.normal(),
    };
    const angle = lean + spread * random.normal();
    const length = long * between(random, 0.6, 1.1);
    const tip = { x: root.x + Math.sin(angle) * length, y: root.y - Math.cos(angle) * length };
    const radius = (feature / 2) * between(random, 0.8, 1.25);
    const base = feature * (1 + 14 * nearness);
    const tone = 0.6 + 0.45 * nearness;
    raiseTube(relief, {
      from: root,
      to: tip,
      fromRadius: radius,
      toRadius: radius * taper,
      fromBase: base - feature * 2,
      toBase: base + feature,
      tone,
    });
    const cap = {
      ...tip,
      aspect: 1,
      angle: 0,
      base: base + feature,
      tone: hasCatalyst ? 1.35 : tone,
    };
    raiseEllipsoid(relief, { ...cap, radius: radius * taper * (hasCatalyst ? 1.35 : 1) });
  }
}

function fallen(relief: Relief, { random, feature, width, height }: SceneSettings): void {
  const count = Math.round(
    (((between(random, 0.15, 1) * 5200) / feature ** 0.9) * (width * height)) / 300000 / 4,
  );
  const main = Math.PI * random.next();
  const order = pick(random, [0.25, 3, 3]);
  for (let i = 0; i < count; i++) {
    const half = feature * between(random, 8, 45);
    const angle = main + order * (random.next() - 0.5);
    const x = random.next() * width;
    const y = random.next() * height;
    const radius = (feature / 2) * between(random, 0.7, 1.2);
    const base = feature * (i / count) * 3;
    const reach = { x: Math.cos(angle) * half, y: Math.sin(angle) * half };
    raiseTube(relief, {
      from: { x: x - reach.x, y: y - reach.y },
      to: { x: x + reach.x, y: y + reach.y },
      fromRadius: radius,
      toRadius: radius * 0.9,
      fromBase: base + feature * random.normal(),
      toBase: base + feature * random.normal(),
      tone: between(random, 0.85, 1.1),
    });
  }
}
