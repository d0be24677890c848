export { VaultRefusal } from './refusal';
export {
  dataClasses,
  envelopesIn,
  isEnvelope,
  sealedAt,
  type DataClass,
  type Envelope,
  type Opened,
  type SealedValue,
  type VaultFault,
  type Where,
} from './envelope';
export { Opener, ReleaseLog, type ReleaseRecord, type ReleaseRequest } from './release';
export {
  Vault,
  type OpenOptions,
  type SealedField,
  type Sealing,
  type VaultHealth,
  type VaultOptions,
} from './vault';
export { certifiedErasures } from './erasure/certified';
export { checkLedger, promiseIn, promisesIn, subjectKeyDestroyed, type LedgerState } from './erasure/ledger';
export { Erasures } from './erasure/erasures';
export { RevocationFile } from './erasure/revocation-file';
export type { RewrapOptions, RewrapReport } from './erasure/rewrap';
export type { KekInfo, Keks } from './keks/keks';
export { FileKeks } from './keks/file-keks';
export { MemoryKeks } from './keks/memory-keks';
export type { EpochRow, KeyDestruction, KeyRef, Keystore } from './keystore/keystore';
export { PostgresKeystore } from './keystore/postgres-keystore';
export { MemoryKeystore } from './keystore/memory-keystore';
export { createKeystore, keystoreName, migrateKeystore } from './keystore/schema';
export { DRAFT_DAYS, DRAFT_WARNING_DAYS, Drafts, type DraftInfo, type DraftKey } from './drafts/drafts';
export { migrateDrafts } from './drafts/schema';
export { foldName, sameName } from './names/fold';
export type { PersonName } from './names/person-name';
export { typedName } from './names/typed-name';
export { NameTokens, searchable } from './names/name-tokens';
export { explainMatch, matchMessage, type Match, type MatchReason } from './names/explain-match';
export { migrateNames } from './names/name-rows';
export {
  NameIndex,
  openName,
  type Candidate,
  type NameFact,
  type NameIndexOptions,
} from './names/name-index';
export { candidateLimit, findPersons, type FoundPerson, type PersonQuery } from './names/find-persons';
export {
  barToErasure,
  barToUse,
  type ErasureBar,
  type ErasureState,
  type Hold,
  type Restriction,
} from './erasure/rights';
export {
  certify,
  certificateText,
  type CertificateInput,
  type ErasureCertificate,
  type ErasureCounts,
  type LastBackup,
  type Translate,
} from './erasure/certificate';
export { createKeys, listKeys, type KeyListing } from './ceremony/keys';
export { escrow, restoreFromShares } from './ceremony/shares';
export { dumpKeystore, loadKeystore } from './keystore/dump';
export { scanForCanaries, type CanaryHit, type Encoding } from './scan/canaries';
