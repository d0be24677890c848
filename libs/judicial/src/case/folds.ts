import type { EventHead } from '@hub/event-store';
import type { CourseEvent } from './events';
import type { Proceeding } from './proceeding';

/** One fold per event type: a type without one does not compile. */
export type Folds<Event extends CourseEvent> = {
  readonly [Type in Event['type']]: (
    p: Proceeding,
    data: Extract<Event, { readonly type: Type }>['data'],
    head: Pick<EventHead, 'id'>,
  ) => Proceeding;
};
