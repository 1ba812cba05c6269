import type { GivenScale } from '../scale/given-scale.ts';
import type { PictureId, Rectangle } from './picture.ts';

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
      /** `null` takes the person's label away, so that the folder's shows again. */
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
      readonly kind: 'remove';
      readonly pictures: readonly PictureId[];
    };
