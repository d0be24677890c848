import path from 'node:path';
import { AccessDatabase, AccessLog, RightsHistory, ScopeTokens } from '@hub/access';
import { CriteriaBook, jurisdictionOf } from '@hub/codebook';
import { History, type EventStore } from '@hub/event-store';
import { backUpKeystore, Translator, type Databases, type HubConfig } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Drafts, FileKeks, NameIndex, PostgresKeystore, Vault } from '@hub/vault';
import type { ContextDefinition, Tools } from './context-definition';
import { openEventLog } from './event-log';
import { readScopeKey } from './scope-key';
import { ProvenStore, StartProof } from './start-proof';

/** The parts of one context, connected; `close` in the end. */
export interface Assembly extends Tools {
  readonly store: EventStore;
  readonly drafts: Drafts;
  /** Whether the logs are those that were signed. */
  readonly proof: StartProof;
  readonly rights: RightsHistory;
  /** What a reader may see, signed for row-level security. */
  readonly scopeTokens: ScopeTokens;
  /** Of the contexts that search by name. */
  readonly nameIndex?: NameIndex;
  close(): Promise<void>;
}

async function openVault(
  config: HubConfig,
  parts: { databases: Databases; definition: ContextDefinition; store: EventStore; releases: AccessLog },
): Promise<Vault> {
  const { context, mode, keyDirectory, dataDirectory } = config;
  const { databases, definition, store, releases } = parts;
  return Vault.open({
    context,
    keystore: new PostgresKeystore(databases.keysUrl),
    keks: new FileKeks({ directory: keyDirectory, context, mode }),
    sealing: definition.sealing,
    releases,
    revocationFile: path.join(dataDirectory, 'revocations.ndjson'),
    log: store,
    createKeys: mode === 'sandbox',
    onRefusal: 'hold',
    beforeDestroy: async () => void (await backUpKeystore(config, databases.keysUrl)),
  });
}

/** Connects store, keys, access log and read models of a context. Nothing runs in the background yet. */
export async function assemble(
  definition: ContextDefinition,
  config: HubConfig,
  databases: Databases,
): Promise<Assembly> {
  const jurisdiction = jurisdictionOf(config.jurisdiction);
  if (!jurisdiction) throw new Error(`HUB_JURISDICTION ${config.jurisdiction} is none of the ten profiles`);
  const book = new CriteriaBook(definition.criteria, jurisdiction);
  const scopeTokens = new ScopeTokens(readScopeKey(config));
  const opened = await openEventLog(config, databases.appUrl);
  const proof = new StartProof({ config, databases, store: opened });
  const store = new ProvenStore(opened, proof);
  const access = new AccessDatabase({ context: config.context, url: databases.appUrl, connections: 4 });
  const accessLog = new AccessLog(access);
  const vault = await openVault(config, { databases, definition, store, releases: accessLog });
  const { version } = definition.criteria;
  const history = new History(store, { sealer: vault, upcasts: definition.upcasts, codebook: version });
  const readModels = new ReadModels({
    store,
    url: databases.urlFor('projector'),
    projections: definition.projections(book),
  });
  const { names } = definition;
  const nameIndex = names && new NameIndex({ url: databases.urlFor('projector'), store, vault, names });
  const drafts = new Drafts({ vault, url: databases.appUrl, context: config.context });
  const translator = Translator.load({ timeZone: jurisdiction.timeZone });
  return {
    ...{ config, book, store, history, readModels, vault, accessLog, translator, drafts, proof, scopeTokens },
    rights: new RightsHistory(access),
    ...(nameIndex && { nameIndex }),
    close: async () => {
      await readModels.stop();
      await nameIndex?.close();
      await drafts.close();
      await vault.close();
      await access.close();
      await store.close();
    },
  };
}
