import { createRelief, roughen } from '../relief.ts';
import { raiseEllipsoid, raiseTube } from '../shapes.ts';
import { fractalNoise } from '../texture.ts';
import { between, drawShading, pick, type Scene, type SceneSettings } from './scene.ts';

/** A mat of thick, winding fibres laid over each other, as from electrospinning; some with beads. */
export function fibres(settings: SceneSettings): Scene {
  const { random, feature, width, height } = settings;
  const relief = createRelief(width, height);
  relief.z.fill(-feature * 3);
  relief.tone.fill(0.12);
  const count = Math.round((between(random, 1, 2) * 1.6 * (width + height)) / feature / 2);
  const main = Math.PI * random.next();
  const order = pick(random, [6, 6, 1]);
  const winding = between(random, 0.05, 0.22);
  const beads = pick(random, [0, 0, 0, 0.06]);
  for (let i = 0; i < count; i++) {
    const tone = 0.4 + 0.6 * (i / count);
    const radius = (feature / 2) * Math.exp(0.25 * random.normal());
    const base = feature * 3 * (i / count - 1);
    const step = Math.max(8, feature * 1.2);
    let angle = main + order * (random.next() - 0.5);
    let from = { x: random.next() * width, y: random.next() * height };
    const back = Math.hypot(width, height) * 0.6;
    from = { x: from.x - Math.cos(angle) * back, y: from.y - Math.sin(angle) * back };
    let bend = 0;
    for (let length = 0; length < back * 2.2; length += step) {
      bend = 0.8 * bend + winding * random.normal() * 0.6;
      angle += bend;
      const to = { x: from.x + Math.cos(angle) * step, y: from.y + Math.sin(angle) * step };
      const shape = { fromRadius: radius, toRadius: radius, fromBase: base, toBase: base, tone };
      raiseTube(relief, { from, to, ...shape });
      const swell = random.next() < beads ? between(random, 2, 3) : 1;
      raiseEllipsoid(relief, {
        ...to,
        radius: radius * swell * Math.sqrt(swell),
        aspect: Math.sqrt(swell),
        angle,
        base,
        tone,
      });
      from = to;
    }
  }
  roughen(relief, fractalNoise(relief, random, { wavelength: 6, octaves: 2 }), 0.15);
  const shading = drawShading(random, {
    slope: between(random, 0.4, 0.8),
    edgeReach: Math.max(1.5, feature / 6),
    hollowReach: feature,
    hollow: between(random, 0.4, 0.8),
  });
  return { relief, shading };
}
