import type { CriteriaBook, Values } from '@hub/codebook';
import { destinations, forms, means, sectors, type Form } from './aggregates';
import type { Draw } from './draw';
import { plusDays } from './telling';

export interface PlannedOffence {
  readonly form: Form;
  /** A child among the victims: another article, other sentences. */
  readonly child: boolean;
  readonly victims: number;
  readonly sections: Readonly<Record<'offence' | 'victim_counts' | 'investigation', Values>>;
}

function scopeOf(draw: Draw, { jurisdiction }: CriteriaBook): Values {
  const scope = draw.weighted({ internal: 52, cross_border: 36, both: 12 });
  const abroad = scope === 'internal' ? [] : [draw.one(destinations)];
  return { scope, offence_countries: [jurisdiction.code, ...abroad] };
}

function offenceOf(draw: Draw, form: Form, opened: string, book: CriteriaBook, child: boolean): Values {
  const second = draw.chance(0.08) ? draw.weighted(forms) : form;
  const sector = sectors[form];
  const end = plusDays(opened, -draw.between(5, 120));
  return {
    offence_period_start: plusDays(end, -draw.between(20, 700)).slice(0, draw.chance(0.4) ? 7 : 10),
    offence_period_end: end,
    ...scopeOf(draw, book),
    exploitation_forms: [...new Set([form, second])],
    main_exploitation: form,
    ...(sector ? { labour_sector: [draw.weighted(sector)] } : {}),
    acts: draw.some({ recruitment: 0.8, transportation: 0.4, harbouring: 0.4, transfer: 0.15 }),
    means: child && draw.chance(0.5) ? ['not_required_child'] : draw.some(means),
    online_element: draw.weighted({ none: 55, recruitment: 25, both: 8, exploitation: 5, unknown: 7 }),
    group_type: draw.weighted({
      single: 42,
      co_offending: 35,
      structured_group: 17,
      criminal_organisation: 6,
    }),
  };
}

function countsOf(draw: Draw, child: boolean, victims: number): Values {
  const women = draw.chance(0.72);
  const children = child ? draw.between(1, victims) : 0;
  const cell = (own: boolean, count: number) => (own ? count : 0);
  return {
    victims_female_child: cell(women, children),
    victims_male_child: cell(!women, children),
    victims_female_adult: cell(women, victims - children),
    victims_male_adult: cell(!women, victims - children),
    victims_unknown: draw.chance(0.06) ? draw.between(1, 3) : 0,
  };
}

function investigationOf(draw: Draw, opened: string): Values {
  const financial = draw.chance(0.28);
  return {
    special_investigative_means: draw.chance(0.45)
      ? draw.some({ interception: 0.8, surveillance: 0.5, simulated_purchase: 0.1, undercover: 0.1 })
      : ['none'],
    financial_investigation: financial ? 'yes' : draw.weighted({ no: 80, unknown: 20 }),
    ...(financial ? { financial_investigation_date: plusDays(opened, draw.between(5, 30)) } : {}),
  };
}

export function drawOffence(draw: Draw, opened: string, book: CriteriaBook): PlannedOffence {
  const form = draw.weighted(forms);
  const child = draw.chance(form === 'begging' || form === 'forced_marriage' ? 0.7 : 0.3);
  const victims = draw.chance(0.62) ? 1 : draw.between(2, 6);
  return {
    form,
    child,
    victims,
    sections: {
      offence: offenceOf(draw, form, opened, book, child),
      victim_counts: countsOf(draw, child, victims),
      investigation: investigationOf(draw, opened),
    },
  };
}
