import { type LabelLeak, type LeakBy, leakWarnings } from '../../core/scale/label-leak.ts';
import { labelLeaksOf } from '../../state/label-leaks.ts';
import { useApp } from '../app-context.ts';
import { EmptyState } from '../shared/EmptyState.tsx';
import { Panel } from '../shared/Panel.tsx';
import { formatCount } from '../shared/words.ts';
import styles from './ScaleWorkspace.module.css';

const TITLES: Readonly<Record<LeakBy, string>> = {
  'field-width': 'Field width',
  'printed-scale': 'Printed scale',
  stripe: 'Look of the file',
};

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** How well what is not the specimen tells the categories of the working subset. */
export function LabelLeaks() {
  const leaks = useApp(labelLeaksOf);
  if (leaks.length === 0) {
    return (
      <EmptyState title="Does the scale give the category away?">
        <p>
          Label pictures of two categories or more, and it is told here how well their scale alone,
          or the look of their files alone, tells which is which.
        </p>
      </EmptyState>
    );
  }
  return (
    <Panel title="Does the scale give the category away?">
      <div className={styles.leaks}>
        <p className={styles.summary}>
          The category of each picture is told by the commonest among pictures of the same scale, or
          of the same look of the file, that were not taken in the same session and are no near
          copies. A network that reaches no more than this may have learnt nothing of the specimen.
        </p>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">By this alone</th>
              <th scope="col">Category told</th>
              <th scope="col">Guessing the commonest</th>
              <th scope="col">Pictures</th>
            </tr>
          </thead>
          <tbody>
            {leaks.map((leak) => (
              <LeakRow key={leak.by} leak={leak} />
            ))}
          </tbody>
        </table>
        {leakWarnings(leaks).map((warning) => (
          <p key={warning} className={styles.warning}>
            {warning}
          </p>
        ))}
      </div>
    </Panel>
  );
}

function LeakRow({ leak: { by, accuracy, baseline, pictures } }: { readonly leak: LabelLeak }) {
  return (
    <tr>
      <th scope="row">{TITLES[by]}</th>
      <td>{percent(accuracy)}</td>
      <td>{percent(baseline)}</td>
      <td>{formatCount(pictures)}</td>
    </tr>
  );
}
