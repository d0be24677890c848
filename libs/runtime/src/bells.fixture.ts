import { Policy } from '@hub/access';
import { victimCriteria } from '@hub/codebook/victims';
import { Controller, Get, Module } from '@nestjs/common';
import type { ContextDefinition } from './context-definition';

@Controller('api/v1/bells')
class Bells {
  @Get()
  @Policy('bell.hear')
  hear(): object {
    return { rings: true };
  }
}

@Module({ controllers: [Bells] })
class BellModule {}

export type BellNamed = { readonly type: 'BellNamed'; readonly data: { name: string; maker: string } };

export const bell = { stream: 'bell', initial: 0, evolve: (state: number) => state + 1 };

/** A context as small as one can be: bells, whose names and makers are nobody's business. */
export const bells: ContextDefinition & { seeded: number } = {
  seeded: 0,
  name: 'bells',
  criteria: victimCriteria,
  policy: {
    roles: ['listener', 'deaf'],
    actions: ['bell.hear'],
    purposes: [],
    rules: [{ action: 'bell.hear', role: 'listener', scope: 'all' }],
  },
  upcasts: {},
  sealing: ({ type }, stream) =>
    type === 'BellNamed'
      ? ['/name', '/maker'].map(pointer => ({
          pointer,
          dataClass: 'identity' as const,
          subject: stream.slice('bell-'.length),
        }))
      : [],
  projections: () => [],
  module: BellModule,
  importers: {},
  table: async () => ({ columns: ['year', 'value'], rows: [['2026', 1]] }),
  sandboxDesk: () => ({ office: 'tower' }),
  seed: async () => void bells.seeded++,
};
