import { Flame } from 'lucide-react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { classifiers } from '../../state/classifier.ts';
import type { Explanation } from '../../state/explanation.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { displayLabel, formatShare } from '../shared/words.ts';
import styles from './Inspector.module.css';

/** What a trained network takes a picture for, and where in it the network looks. */
export function Evidence({ record }: { readonly record: PictureRecord }) {
  const known = useApp(classifiers);
  const predictedBy = useApp((s) => s.predictedBy);
  const opened = useApp((s) => s.runResults?.runId);
  const found = useApp((s) => s.explanation);
  const explain = useApp((s) => s.explain);
  const isBusy = useApp((s) => s.jobs.some(({ kind }) => ['classify', 'training'].includes(kind)));
  const byId = (id: string | undefined) => known.find((one) => one.id === id);
  const classifier = byId(predictedBy) ?? byId(opened) ?? known[0];
  if (!classifier) return null;
  const explanation = found?.picture === record.id ? found : undefined;
  return (
    <section className={styles.section} aria-label="Evidence">
      <Prediction record={record} />
      {explanation ? (
        <Explained explanation={explanation} isBusy={isBusy} />
      ) : (
        <Button
          icon={<Flame aria-hidden />}
          disabled={isBusy}
          title={`By ${classifier.title} (Grad-CAM)`}
          onClick={() => void explain(record.id, classifier.id)}
        >
          Show where the network looks
        </Button>
      )}
    </section>
  );
}

function Prediction({ record }: { readonly record: PictureRecord }) {
  const prediction = useApp((s) => s.predictions.get(record.id));
  if (!prediction) return null;
  const { label, confidence, isUnsure } = prediction;
  return (
    <p>
      {isUnsure ? 'Unsure: perhaps ' : 'Predicted: '}
      <strong>{displayLabel(label)}</strong>, {formatShare(confidence)}
    </p>
  );
}

interface ExplainedProps {
  readonly explanation: Explanation;
  readonly isBusy: boolean;
}

function Explained({ explanation, isBusy }: ExplainedProps) {
  const { by, picture, label, probability } = explanation;
  const explain = useApp((s) => s.explain);
  const hide = useApp((s) => s.hideExplanation);
  return (
    <>
      <Choice
        label="Evidence for"
        value={label}
        disabled={isBusy}
        options={by.classes.map((name) => ({ value: name, label: displayLabel(name) }))}
        onChange={(name) => void explain(picture, by.id, name)}
      />
      <p className={styles.note}>
        {by.title} gives {displayLabel(label)} a probability of {formatShare(probability)}. The
        brighter a place, the more it speaks for {displayLabel(label)} (Grad-CAM).
      </p>
      <StripeEvidence explanation={explanation} />
      <Button kind="quiet" onClick={hide}>
        Hide the evidence
      </Button>
    </>
  );
}

/** So many times its share of the picture is more than chance. */
const SUSPECT = 2;

function StripeEvidence({ explanation: { stripe } }: Pick<ExplainedProps, 'explanation'>) {
  if (!stripe) return null;
  const { evidence, area } = stripe;
  const isSuspect = evidence > SUSPECT * area;
  return (
    <p className={isSuspect ? styles.warning : styles.note}>
      Shown the picture with its stripe, the network finds {formatShare(evidence)} of the evidence
      on the stripe, which is {formatShare(area)} of the picture.{' '}
      {isSuspect
        ? 'That is more than its part: it would read the stripe too. Keep the stripe cropped away.'
        : 'The specimen decides, not the stripe.'}
    </p>
  );
}
