/** Each has a stable `code` (= i18n key) and the HTTP status it stands for; none holds data of a person. */
type Params = Readonly<Record<string, string | number>>;

/** Somebody else appended first: nothing was recorded. */
export class VersionConflict extends Error {
  readonly code = 'event-store.version-conflict';
  readonly status = 409;
  readonly params: Params;

  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number | undefined,
  ) {
    super(`${stream}: expected version ${expected}, found ${actual ?? 'another'}`);
    this.name = 'VersionConflict';
    this.params = actual === undefined ? { expected } : { expected, actual };
  }
}

export class EventTooLarge extends Error {
  readonly code = 'event-store.event-too-large';
  readonly status = 413;
  readonly params: Params;

  constructor(type: string, bytes: number, limit: number) {
    super(`${type}: ${bytes} bytes of data and meta, at most ${limit} are recorded in one event`);
    this.name = 'EventTooLarge';
    this.params = { bytes, limit };
  }
}

export class ProvenanceRefused extends Error {
  readonly code = 'event-store.provenance-refused';
  readonly status = 422;
  readonly params: Params;

  constructor(mode: string) {
    super(`a ${mode} log refuses facts of this provenance; nothing was recorded`);
    this.name = 'ProvenanceRefused';
    this.params = { mode };
  }
}

/** The log did not answer in time. What was being appended may or may not be stored: repeat the same command. */
export class LogUnavailable extends Error {
  readonly code = 'event-store.unavailable';
  readonly status = 503;

  constructor(reason: string, options?: ErrorOptions) {
    super(`the log cannot be reached: ${reason}`, options);
    this.name = 'LogUnavailable';
  }
}

/** The disk of the log is full: nothing was recorded, reading goes on. */
export class StorageFull extends Error {
  readonly code = 'event-store.storage-full';
  readonly status = 507;

  constructor(options?: ErrorOptions) {
    super('the disk of the log is full: nothing was recorded', options);
    this.name = 'StorageFull';
  }
}

/** A stored stream contradicts its own hash chain: somebody changed or removed events outside the hub. */
export class ChainBroken extends Error {
  readonly code = 'event-store.chain-broken';
  readonly status = 500;
  readonly params: Params;

  constructor(
    readonly stream: string,
    readonly version: number,
  ) {
    super(`${stream}: the hash chain breaks at version ${version}`);
    this.name = 'ChainBroken';
    this.params = { version };
  }
}

/** The event was written by a newer hub, or its meta is not what the hub writes. */
export class SchemaUnknown extends Error {
  readonly code = 'event-store.schema-unknown';
  readonly status = 500;
  readonly params: Params;

  constructor(type: string, schema: number, known: number) {
    super(`${type}: stored in shape ${schema}, this version of the hub knows 1 to ${known}`);
    this.name = 'SchemaUnknown';
    this.params = { type, schema, known };
  }
}

/** A command id that is not a UUID: event ids are derived from it. */
export class CommandIdRefused extends Error {
  readonly code = 'event-store.command-id';
  readonly status = 400;

  constructor() {
    super('a command id must be a UUID');
    this.name = 'CommandIdRefused';
  }
}
