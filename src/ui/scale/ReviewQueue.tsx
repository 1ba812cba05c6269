import { useState } from 'react';
import { useApp } from '../app-context.ts';
import { EmptyState } from '../shared/EmptyState.tsx';
import { alikeReadings } from './alike-readings.ts';
import { ReviewForm } from './ReviewForm.tsx';
import type { ScaledPicture } from './scale-pictures.ts';

const NONE: readonly ScaledPicture[] = [];

interface ReviewQueueProps {
  /** Looked at first: most of the others have nothing printed on them. */
  readonly unsure: readonly ScaledPicture[];
  readonly without: readonly ScaledPicture[];
}

/** One unsure reading after another, for a person to accept or correct. */
export function ReviewQueue({ unsure, without }: ReviewQueueProps) {
  const [wanted, setWanted] = useState(0);
  const count = unsure.length + without.length;
  const place = Math.max(0, Math.min(wanted, count - 1));
  const list = place < unsure.length ? unsure : without;
  const current = list[place < unsure.length ? place : place - unsure.length];
  const alike = useApp(() => (current ? alikeReadings(list, current) : NONE));
  if (!current) {
    return (
      <EmptyState title="Nothing to review">
        <p>Scales that the microscope told, or that two statements agree on, need no review.</p>
      </EmptyState>
    );
  }
  return (
    <ReviewForm
      key={current.record.id}
      picture={current}
      alike={alike}
      place={place}
      count={count}
      onMove={(step) => setWanted(place + step)}
    />
  );
}
