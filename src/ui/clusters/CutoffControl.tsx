import { useState } from 'react';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import styles from './CutoffControl.module.css';

const WAYS = [
  { value: 'share', label: 'Share of pairs' },
  { value: 'distance', label: 'Distance', note: 'of your own' },
] as const;

/** Where the density of density peaks is cut off: as `cutoff` comes of a share of the pairs, or is given. */
export function CutoffControl({ cutoff }: { readonly cutoff: number }) {
  const { cutoffShare, cutoffDistance } = useApp((s) => s.recipe.clustering);
  const setRecipe = useApp((s) => s.setRecipe);
  const growTrees = useApp((s) => s.growTrees);
  const cutAt = (distance: number | null) => {
    setRecipe('clustering', { cutoffDistance: distance });
    void growTrees();
  };
  return (
    <div className={styles.cutoff}>
      <Choice
        label="Cut-off by"
        labelHidden
        value={cutoffDistance === null ? 'share' : 'distance'}
        options={WAYS}
        onChange={(way) => cutAt(way === 'share' ? null : cutoff || 1)}
      />
      {cutoffDistance === null ? (
        <NumberSlider
          label="Cut-off distance"
          value={cutoffShare}
          min={0.0005}
          max={0.2}
          step={0.0005}
          logarithmic
          format={(share) => `${Number((share * 100).toPrecision(2))} % of pairs`}
          onChange={(share) => setRecipe('clustering', { cutoffShare: share })}
          onCommit={() => void growTrees()}
        />
      ) : (
        <DistanceField distance={cutoffDistance} onChange={cutAt} />
      )}
    </div>
  );
}

/** As a recipe allows. */
const LARGEST = 1e12;

interface DistanceFieldProps {
  readonly distance: number;
  onChange(distance: number): void;
}

/** Takes a new distance by Enter or on leaving; what is none is taken back, and by Escape whatever was typed. */
function DistanceField({ distance, onChange }: DistanceFieldProps) {
  const shown = String(Number(distance.toPrecision(4)));
  const [typed, setTyped] = useState<string>();
  const text = typed ?? shown;
  const value = Number(text.trim().replace(',', '.'));
  const isValid = value > 0 && value <= LARGEST;
  const take = () => {
    setTyped(undefined);
    if (isValid && text !== shown) onChange(value);
  };
  return (
    <label className={styles.distance}>
      Cut-off distance (code units)
      <input
        className={styles.input}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={!isValid}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === 'Enter' && isValid) take();
          if (key === 'Escape') setTyped(undefined);
        }}
      />
    </label>
  );
}
