import {
  caseSteps,
  defendantSteps,
  obstacleToCaseStep,
  obstacleToDefendantStep,
  type CaseStep,
  type DefendantStep,
} from './obstacles';
import { ownDefendants, type Proceeding } from './proceeding';

export interface NextStep {
  readonly step: CaseStep | DefendantStep;
  /** The defendant the step is about. */
  readonly person?: string;
  /** Stable code of what stands in its way; absent when the step is legal now. */
  readonly obstacle?: string;
}

/** Every step a case knows, with what stands in the way of those that are not legal now. */
export function nextSteps(p: Proceeding): readonly NextStep[] {
  const ofCase = caseSteps.map(step => withObstacle({ step }, obstacleToCaseStep(p, step)));
  const ofDefendants = ownDefendants(p).flatMap(({ person }) =>
    defendantSteps.map(step => withObstacle({ step, person }, obstacleToDefendantStep(p, step, person))),
  );
  return [...ofCase, ...ofDefendants];
}

function withObstacle(step: NextStep, obstacle: string | undefined): NextStep {
  return obstacle === undefined ? step : { ...step, obstacle };
}
