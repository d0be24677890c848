import type { Institution, InstitutionRole, JurisdictionCode } from '../model';
import { institutionsOf, type Body } from '../shared/institutions';

/**
 * Who prosecutes and who judges trafficking. Names in the official language; one office per first-level unit where
 * jurisdiction is local, which holders adjust in the register of organisations.
 */
const prosecutes: readonly InstitutionRole[] = ['registers', 'investigates', 'prosecutes'];
const judges: readonly InstitutionRole[] = ['adjudicates'];

const office = (id: string, name: string, rest: Partial<Body> = {}): Body => ({
  id,
  name,
  type: 'prosecution',
  roles: prosecutes,
  ...rest,
});

const court = (id: string, name: string, rest: Partial<Body> = {}): Body => ({
  id,
  name,
  type: 'court',
  roles: judges,
  ...rest,
});

const everywhere = { everywhere: true };

const bodies: Readonly<Record<JurisdictionCode, readonly Body[]>> = {
  AL: [
    office('general', 'Prokuroria e Përgjithshme'),
    office('spak', 'Prokuroria e Posaçme kundër Korrupsionit dhe Krimit të Organizuar (SPAK)'),
    office('office', 'Prokuroria e Juridiksionit të Përgjithshëm {unit}', {
      ...everywhere,
      parent: 'general',
    }),
    court('special-court', 'Gjykata e Posaçme e Shkallës së Parë për Korrupsionin dhe Krimin e Organizuar'),
    court('special-appeal', 'Gjykata e Posaçme e Apelit për Korrupsionin dhe Krimin e Organizuar'),
    court('court', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm {unit}', everywhere),
    court('appeal', 'Gjykata e Apelit e Juridiksionit të Përgjithshëm'),
    court('supreme', 'Gjykata e Lartë'),
  ],
  BA: [
    office('state', 'Tužilaštvo Bosne i Hercegovine'),
    office('federal', 'Federalno tužilaštvo Federacije BiH'),
    office('republic', 'Republičko javno tužilaštvo Republike Srpske'),
    office('office', 'Tužilaštvo – {unit}', everywhere),
    court('state-court', 'Sud Bosne i Hercegovine'),
    court('court', 'Sud prvog stepena – {unit}', everywhere),
    court('federal-supreme', 'Vrhovni sud Federacije BiH'),
    court('republic-supreme', 'Vrhovni sud Republike Srpske'),
  ],
  BG: [
    office('general', 'Върховна касационна прокуратура'),
    office('investigation', 'Национална следствена служба'),
    office('office', 'Окръжна прокуратура – {unit}', { ...everywhere, script: 'bg', parent: 'general' }),
    court('court', 'Окръжен съд – {unit}', { ...everywhere, script: 'bg' }),
    court('appeal', 'Апелативен съд – София'),
    court('supreme', 'Върховен касационен съд'),
  ],
  HR: [
    office('general', 'Državno odvjetništvo Republike Hrvatske'),
    office('uskok', 'Ured za suzbijanje korupcije i organiziranog kriminaliteta (USKOK)'),
    office('office', 'Županijsko državno odvjetništvo – {unit}', { ...everywhere, parent: 'general' }),
    court('court', 'Županijski sud – {unit}', everywhere),
    court('high', 'Visoki kazneni sud Republike Hrvatske'),
    court('supreme', 'Vrhovni sud Republike Hrvatske'),
  ],
  XK: [
    office('general', 'Zyra e Kryeprokurorit të Shtetit'),
    office('special', 'Prokuroria Speciale e Republikës së Kosovës'),
    office('office', 'Prokuroria Themelore {unit}', { ...everywhere, parent: 'general' }),
    court('court', 'Gjykata Themelore {unit}', everywhere),
    court('appeal', 'Gjykata e Apelit'),
    court('supreme', 'Gjykata Supreme'),
  ],
  MD: [
    office('general', 'Procuratura Generală'),
    office('pccocs', 'Procuratura pentru Combaterea Criminalității Organizate și Cauze Speciale (PCCOCS)'),
    office('office', 'Procuratura {unit}', { ...everywhere, parent: 'general' }),
    court('court', 'Judecătoria {unit}', everywhere),
    court('appeal', 'Curtea de Apel Centru'),
    court('supreme', 'Curtea Supremă de Justiție'),
  ],
  ME: [
    office('supreme-office', 'Vrhovno državno tužilaštvo'),
    office('special', 'Specijalno državno tužilaštvo'),
    office('podgorica', 'Više državno tužilaštvo u Podgorici', { unit: 'ME-16', parent: 'supreme-office' }),
    office('bijelo-polje', 'Više državno tužilaštvo u Bijelom Polju', {
      unit: 'ME-04',
      parent: 'supreme-office',
    }),
    office('office', 'Osnovno državno tužilaštvo {unit}', { ...everywhere, parent: 'supreme-office' }),
    court('high-podgorica', 'Viši sud u Podgorici', { unit: 'ME-16' }),
    court('high-bijelo-polje', 'Viši sud u Bijelom Polju', { unit: 'ME-04' }),
    court('appeal', 'Apelacioni sud Crne Gore'),
    court('supreme', 'Vrhovni sud Crne Gore'),
  ],
  MK: [
    office('general', 'Јавно обвинителство на Република Северна Македонија'),
    office('organised', 'Основно јавно обвинителство за гонење организиран криминал и корупција'),
    office('office', 'Основно јавно обвинителство – {unit} регион', { ...everywhere, parent: 'general' }),
    court('court', 'Основен суд – {unit} регион', everywhere),
    court('appeal', 'Апелационен суд Скопје', { unit: 'MK008' }),
    court('supreme', 'Врховен суд'),
  ],
  RO: [
    office('high-office', 'Parchetul de pe lângă Înalta Curte de Casație și Justiție'),
    office(
      'diicot',
      'Direcția de Investigare a Infracțiunilor de Criminalitate Organizată și Terorism (DIICOT)',
    ),
    office('office', 'DIICOT – Biroul teritorial {unit}', { ...everywhere, parent: 'diicot' }),
    court('court', 'Tribunalul {unit}', everywhere),
    court('appeal', 'Curtea de Apel București', { unit: 'RO-B' }),
    court('supreme', 'Înalta Curte de Casație și Justiție'),
  ],
  RS: [
    office('supreme-office', 'Vrhovno javno tužilaštvo'),
    office('organised', 'Javno tužilaštvo za organizovani kriminal'),
    office('office', 'Više javno tužilaštvo – {unit}', { ...everywhere, parent: 'supreme-office' }),
    court('court', 'Viši sud – {unit}', everywhere),
    court('appeal', 'Apelacioni sud u Beogradu', { unit: 'RS-00' }),
    court('supreme', 'Vrhovni sud'),
  ],
};

export const judicialInstitutions: Readonly<Record<JurisdictionCode, readonly Institution[]>> = {
  AL: institutionsOf('AL', bodies.AL),
  BA: institutionsOf('BA', bodies.BA),
  BG: institutionsOf('BG', bodies.BG),
  HR: institutionsOf('HR', bodies.HR),
  XK: institutionsOf('XK', bodies.XK),
  MD: institutionsOf('MD', bodies.MD),
  ME: institutionsOf('ME', bodies.ME),
  MK: institutionsOf('MK', bodies.MK),
  RO: institutionsOf('RO', bodies.RO),
  RS: institutionsOf('RS', bodies.RS),
};
