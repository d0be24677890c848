/** Words of this field and its institutions in six languages, as they are typed on a Latin or Cyrillic keyboard. */
export const CONTEXT_WORDS: string[] = [
  ...'trafficking victim victims ministry interior police prosecutor prosecution judicial database hub case court',
  ' officer coordinator committee administrator auditor statistician supervisor sandbox password welcome justice',
  ' trafikim trafikimi viktima viktimat ministria brendshme policia prokuror prokuroria gjykata komiteti qarku',
  ' fjalekalimi fjalëkalimi drejtesia drejtësia shqiperia shqipëria tirana kosova prishtina',
  ' trgovina ljudima zrtva žrtva zrtve žrtve ministarstvo unutrasnjih policija tuzilac tužilac tuzilastvo',
  ' tužilaštvo sud sarajevo bosna hercegovina lozinka sifra šifra pravda crna gora podgorica zagreb hrvatska',
  ' трафик жертва жертви министерство вътрешни полиция прокурор прокуратура съд парола правосъдие българия софия',
  ' trafik jertva jertvi ministerstvo policia prokuror prokuratura parola balgaria bulgaria sofia',
  ' трговија луѓе жртва жртви министерство внатрешни полиција обвинител обвинителство суд лозинка правда',
  ' македонија скопје trgovija lugje zrtvi policija obvinitel obvinitelstvo makedonija skopje',
  ' trafic persoane victima victimă victime ministerul internelor politia poliția procuror procuratura parchet',
  ' instanta instanța parola justitie justiție romania românia bucuresti bucurești moldova chisinau chișinău',
  ' beograd srbija serbia kosovo albania croatia montenegro macedonia',
]
  .join('')
  .split(' ');
