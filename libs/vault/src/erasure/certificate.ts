import type { EpochRow, KeyDestruction } from '../keystore/keystore';
import type { RewrapReport } from './rewrap';

/** When and why the last copy anywhere becomes worthless. */
export type LastBackup =
  /** The key encryption keys of the backups' epochs were destroyed and nobody holds shares of them. */
  | { readonly because: 'keys-destroyed'; readonly on: Date }
  /** Custodians still hold shares of an epoch the backups need: when the backups expire, or earlier by them. */
  | { readonly because: 'shares-held'; readonly on: Date; readonly epochs: readonly number[] }
  /** No re-wrap has followed: when the last backup of the keystore expires. */
  | { readonly because: 'backups-expire'; readonly on: Date };

/** Sealed values made unreadable, tokens and drafts removed, as the context counted them. */
export type ErasureCounts = Readonly<Partial<Record<'fields' | 'tokens' | 'drafts', number>>>;

export interface ErasureCertificate {
  readonly context: string;
  readonly subject: string;
  readonly ledgerSeq: number;
  readonly classes: readonly string[];
  readonly keys: number;
  readonly destroyedAt: Date;
  /** Latest moment at which any process of the hub could still have read. */
  readonly effectiveAt: Date;
  readonly counts: ErasureCounts;
  readonly lastBackup: LastBackup;
}

export interface CertificateInput {
  readonly context: string;
  readonly destruction: KeyDestruction;
  readonly destroyedAt: Date;
  readonly counts?: ErasureCounts;
  /** The re-wrap that followed, if it did and was finished. */
  readonly rewrap?: RewrapReport & { readonly finishedAt: Date };
  readonly epochs: readonly EpochRow[];
  /** Days a backup of the keystore is kept. */
  readonly keystoreBackupDays: number;
}

const dayMs = 86_400_000;
const readersMs = 60_000;

function lastBackup({ destroyedAt, rewrap, epochs, keystoreBackupDays }: CertificateInput): LastBackup {
  const expiry = new Date(destroyedAt.getTime() + keystoreBackupDays * dayMs);
  if (!rewrap) return { because: 'backups-expire', on: expiry };
  // Backups of the days before carry earlier epochs too; each counts until its backups have expired.
  const since = destroyedAt.getTime() - keystoreBackupDays * dayMs;
  const needed = epochs.filter(
    ({ epoch, destroyedAt: gone }) => epoch < rewrap.epoch && (gone === null || gone.getTime() >= since),
  );
  const held = needed.filter(({ escrowedAt }) => escrowedAt !== null).map(({ epoch }) => epoch);
  if (held.length > 0) return { because: 'shares-held', on: expiry, epochs: held };
  if (needed.some(({ destroyedAt: gone }) => gone === null)) return { because: 'backups-expire', on: expiry };
  return { because: 'keys-destroyed', on: rewrap.finishedAt };
}

/** What can be certified of an erasure, and from which day no backup can bring the person back. */
export function certify(input: CertificateInput): ErasureCertificate {
  const { context, destruction, destroyedAt, counts = {} } = input;
  const { subject, ledgerSeq, classes, deks } = destruction;
  return {
    ...{ context, subject, ledgerSeq, classes, destroyedAt, counts },
    keys: deks.length,
    effectiveAt: new Date(destroyedAt.getTime() + readersMs),
    lastBackup: lastBackup(input),
  };
}

/** `t('vault:certificate.keys', { count })` in the reader's language. */
export type Translate = (key: string, params: Readonly<Record<string, string | number>>) => string;

/** The certificate as lines of text. `date` writes an instant in the reader's language and time zone. */
export function certificateText(
  certificate: ErasureCertificate,
  t: Translate,
  date: (at: Date) => string,
): string[] {
  const {
    context,
    subject,
    ledgerSeq,
    keys,
    classes,
    destroyedAt,
    effectiveAt,
    counts,
    lastBackup: last,
  } = certificate;
  const on = date(last.on);
  return [
    t('vault:certificate.title', {}),
    t('vault:certificate.database', { context }),
    t('vault:certificate.entry', { number: ledgerSeq, subject }),
    t('vault:certificate.keys', {
      count: keys,
      classes: classes.map(name => t(`vault:class.${name}`, {})).join(', '),
    }),
    t('vault:certificate.destroyed', { date: date(destroyedAt) }),
    t('vault:certificate.effective', { date: date(effectiveAt) }),
    ...Object.entries(counts).map(([name, count]) => t(`vault:count.${name}`, { count })),
    last.because === 'shares-held'
      ? t('vault:certificate.backup-shares-held', { date: on, epochs: last.epochs.join(', ') })
      : t(`vault:certificate.backup-${last.because}`, { date: on }),
    t('vault:certificate.kept', {}),
  ];
}
