import { Activity, Play } from 'lucide-react';
import { METHOD_NAMES } from '../../figures/method-names.ts';
import { resampleSize } from '../../state/stability.ts';
import { useApp } from '../app-context.ts';
import { areOfOtherPictures } from '../features/stale-features.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { Hint } from '../shared/Hint.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { countOf, formatCount } from '../shared/words.ts';
import styles from './ClustersWorkspace.module.css';

export function CutControls() {
  const { method, k } = useApp((s) => s.recipe.cut);
  const methods = useApp((s) => s.recipe.clustering.methods);
  const leaves = useApp((s) => s.trees[s.recipe.cut.method]?.tree.leaves ?? 1);
  const { resamples } = useApp((s) => s.recipe.stability);
  const size = useApp((s) => resampleSize(s, leaves));
  const isStale = useApp(areOfOtherPictures);
  const setCut = useApp((s) => s.setCut);
  const growTrees = useApp((s) => s.growTrees);
  const measureStability = useApp((s) => s.measureStability);
  return (
    <div className={styles.controls}>
      <Choice
        label="Method"
        value={method}
        options={methods.map((value) => ({ value, label: METHOD_NAMES[value] }))}
        onChange={(value) => setCut({ method: value })}
      />
      <NumberSlider
        label="Number of clusters"
        value={Math.min(k, leaves)}
        min={1}
        max={Math.max(2, leaves)}
        logarithmic
        format={formatCount}
        onChange={(value) => setCut({ k: value })}
      />
      <div className={styles.buttons}>
        <Button icon={<Play aria-hidden />} onClick={() => void growTrees()}>
          Grow and score
        </Button>
        <Hint
          text={`Clusters ${countOf(resamples, 'subsample')} of ${formatCount(size)}, and compares their cuts with this one`}
        >
          <Button icon={<Activity aria-hidden />} onClick={() => void measureStability()}>
            Measure stability
          </Button>
        </Hint>
      </div>
      {isStale && (
        <p className={styles.stale}>
          Pictures were added or removed since: take features again to cluster all of them.
        </p>
      )}
    </div>
  );
}
