/**
 * Means of control in the CTDC synthetic data of 2024, which merges flags of the earlier files. A person has the
 * merged flag when any of the codes is recorded; "other" was dropped.
 */
export const ctdcMergedMeans: Readonly<Record<string, readonly string[]>> = {
  meansDebtBondageEarnings: ['debt_bondage', 'takes_earnings'],
  meansThreats: ['threats', 'threats_family', 'uses_children', 'threat_of_authorities'],
  meansAbusePsyPhySex: ['psychological_abuse', 'physical_abuse', 'sexual_abuse'],
  meansFalsePromises: ['false_promises'],
  meansDrugsAlcohol: ['psychoactive_substances'],
  meansDenyBasicNeeds: [
    'restricts_financial_access',
    'restricts_movement',
    'restricts_medical_care',
    'withholds_necessities',
  ],
  meansExcessiveWorkHours: ['excessive_hours'],
  meansWithholdDocs: ['withholds_documents'],
};
