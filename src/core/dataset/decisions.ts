import type { GivenScale } from '../scale/given-scale.ts';
import type { PictureId, Rectangle } from './picture.ts';

/** What a person gives a picture that is of no category, whatever its folder says. */
export const NO_LABEL = '';

/** Which tree a cluster's name belongs to, and which node of it: stable while the tree is. */
export interface ClusterRef {
  readonly treeKey: string;
  readonly node: number;
}

/**
 * One thing a person decided. The project's operation log is a list of these; each carries what it
 * replaces, so that it can be undone.
 */
export type Decision =
  | {
      readonly kind: 'label';
      readonly pictures: readonly PictureId[];
      /** `null` takes the person's label away, so that the folder's shows again; `NO_LABEL` keeps it from showing. */
      readonly label: string | null;
      readonly before: readonly (string | null)[];
    }
  | {
      /** Each its own, as a file gave them. */
      readonly kind: 'labels';
      readonly pictures: readonly PictureId[];
      /** In the order of `pictures`. */
      readonly labels: readonly string[];
      readonly before: readonly (string | null)[];
    }
  | {
      readonly kind: 'cluster-name';
      readonly cluster: ClusterRef;
      readonly name: string | null;
      readonly before: string | null;
    }
  | {
      readonly kind: 'crop';
      readonly pictures: readonly PictureId[];
      readonly crop: Rectangle | null;
      readonly before: readonly (Rectangle | null)[];
    }
  | {
      readonly kind: 'scale';
      readonly pictures: readonly PictureId[];
      /** In the order of `pictures`; `null` takes the person's scale away, so that the one that was read shows again. */
      readonly scales: readonly (GivenScale | null)[];
      readonly before: readonly (GivenScale | null)[];
    }
  | {
      /** Pictures that look alike stay, all of them. */
      readonly kind: 'keep-alike';
      readonly pictures: readonly PictureId[];
      /** What all of them get; `null` leaves their labels as they are. */
      readonly label: string | null;
      /** Their labels by a person, in the order of `pictures`. */
      readonly before: readonly (string | null)[];
      /** Which of them were kept already, in the order of `pictures`. */
      readonly keptBefore: readonly boolean[];
    }
  | {
      readonly kind: 'remove';
      /** None that was removed before. */
      readonly pictures: readonly PictureId[];
    }
  | {
      readonly kind: 'restore';
      /** Only such as were removed. */
      readonly pictures: readonly PictureId[];
    };
