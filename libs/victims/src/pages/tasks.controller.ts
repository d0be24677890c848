import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { taskKinds } from '../read/tasks';
import { Desk } from './desk';
import { tasksOfCases } from './task-view';
import { titleOf } from './timeline';
import { awaiting, MOST_DUE, Waiting } from './waiting';
import type { Words } from './words';

class TaskQuery {
  @IsOptional() @IsIn(['', ...taskKinds]) kind?: string;
}

/** V2t and V11: tasks by how urgent they are, of one kind where asked; the answers to referrals are one of them. */
@Controller()
export class TaskPages {
  constructor(
    private readonly waiting: Waiting,
    private readonly desk: Desk,
  ) {}

  @Get('tasks')
  @Policy('task.list', { resource: 'some' })
  async tasks(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Query() query: TaskQuery,
  ): Promise<void> {
    const words = await this.desk.wording.of(request);
    const kind = query.kind === '' ? undefined : query.kind;
    const [due, kinds] = await Promise.all([
      this.waiting.due(reach, MOST_DUE, kind),
      this.waiting.kinds(reach),
    ]);
    const may = (action: string) => this.desk.screens.may(request, action);
    const tasks = tasksOfCases(due, words, may, kind);
    const groups = (['overdue', 'soon', 'later'] as const).map(when => ({
      title: words.t(`victims-pages:tasks.${when}`),
      tasks: tasks.filter(task => task.when === when),
    }));
    const total = kinds.reduce((sum, { n }) => sum + n, 0);
    const wanted = kind === undefined ? total : (kinds.find(entry => entry.kind === kind)?.n ?? 0);
    const model = {
      groups,
      kinds: [
        { value: '', text: words.t('tasks.all', { count: total }), current: kind === undefined },
        ...kinds.map(({ kind: value, n }) => ({
          value,
          text: `${words.t(`victims-pages:task.${value}`)} (${words.fmt.number(n)})`,
          current: value === kind,
        })),
      ],
      more:
        due.length === MOST_DUE && tasks.length < wanted
          ? words.t('tasks.more', { shown: words.fmt.number(tasks.length), of: words.fmt.number(wanted) })
          : '',
    };
    await this.desk.screens.send(request, reply, 'tasks.njk', model, {
      screen: kind === 'answer_referral' ? 'V11' : 'V2t',
    });
  }

  /** V14: what one person asked for and another decides: corrections of decisions, erasures. */
  @Get('decisions')
  @Policy('task.list', { resource: 'some' })
  async decisions(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = await this.desk.wording.of(request);
    const model = {
      corrections: await this.corrections(request, words),
      erasures: await this.erasures(request, words),
    };
    await this.desk.screens.send(request, reply, 'decisions.njk', model, { screen: 'V14' });
  }

  private async corrections(request: HubRequest, words: Words) {
    const rows = await this.waiting.corrections(this.desk.screens.reach(request, 'correction.approve'));
    const asked = rows.flatMap(row => awaiting(row.requests).map(([id, what]) => ({ row, id, what })));
    const names = await this.desk.wording.names(
      asked.map(({ what }) => what.by),
      words,
    );
    return asked.map(({ row, id, what }) => {
      const fact = row.facts.find(standing => standing.id === what.fact)?.fact;
      return {
        reference: row.reference,
        what: fact ? titleOf(fact, words) : '',
        by: words.t('victims-pages:request.by', {
          name: names.get(what.by) ?? what.by,
          when: words.fmt.date(what.on),
          reason: words.t(`victims-pages:choice.reason.${what.reason}`),
        }),
        href: `/cases/${row.case_id}/requests/${id}`,
      };
    });
  }

  private async erasures(request: HubRequest, words: Words) {
    const rows = await this.waiting.erasures(this.desk.screens.reach(request, 'erasure.approve'));
    const names = await this.desk.wording.names(
      rows.flatMap(({ state }) => (state.erasure ? [state.erasure.requestedBy] : [])),
      words,
    );
    return rows.map(({ case_id, reference, state: { erasure } }) => ({
      reference,
      ground: erasure ? words.t(`victims-pages:choice.ground.${erasure.ground}`) : '',
      by: names.get(erasure?.requestedBy ?? '') ?? '',
      href: `/cases/${case_id}/erasure`,
    }));
  }
}
