import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { RecordLog, ServerRecord } from './record-log';

type Call = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

/** After how many records a filter has passed over the server tells how far it has come. */
const CHECKPOINT_AFTER = 8;
const TICKS = 10_000n; // of 100 ns in a millisecond

function toResponse(record: ServerRecord): ReadResp {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  recorded
    .setId(new UUID().setString(record.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(record.stream)))
    .setStreamRevision(String(record.revision))
    .setPreparePosition(String(record.position))
    .setCommitPosition(String(record.position))
    .setCustomMetadata(record.metadata)
    .setData(record.data);
  recorded.getMetadataMap().set('type', record.type).set('content-type', record.contentType);
  recorded.getMetadataMap().set('created', String(BigInt(record.created) * TICKS));
  const event = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(record.position));
  return new ReadResp().setEvent(event);
}

function notFound(stream: StreamIdentifier | undefined): ReadResp {
  return new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(stream));
}

function readStream(
  log: RecordLog,
  options: ReadReq.Options.StreamOptions,
): readonly ServerRecord[] | undefined {
  const name = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  const from = options.hasRevision() ? Number(options.getRevision()) : 0;
  return log.of(name)?.slice(from);
}

/** Reading forwards includes the record at a position, reading backwards begins before it. */
function readAll(
  log: RecordLog,
  all: ReadReq.Options.AllOptions,
  backwards: boolean,
): readonly ServerRecord[] {
  const position = all.hasPosition() ? BigInt(all.getPosition()?.getCommitPosition() ?? 0) : undefined;
  if (!backwards) return log.records.filter(record => position === undefined || record.position >= position);
  return log.records.filter(record => position === undefined || record.position < position).toReversed();
}

function matcher(options: Options): (record: ServerRecord) => boolean {
  const regex = options.getFilter()?.getEventType()?.getRegex();
  if (!regex) return () => true;
  const pattern = new RegExp(regex);
  return record => pattern.test(record.type);
}

/** A subscription to `$all`: position exclusive, catches up, says so, then pushes. */
function subscribe(log: RecordLog, call: Call, options: Options): void {
  const all = options.getAll();
  const matches = matcher(options);
  let position = all?.hasPosition() ? BigInt(all.getPosition()?.getCommitPosition() ?? 0) : -1n;
  let next = log.records.findIndex(record => record.position > position);
  if (next < 0) next = log.records.length;
  let passedOver = 0;
  const push = () => {
    for (; next < log.records.length; next++) {
      const record = log.records[next];
      if (!record) break;
      position = record.position;
      if (matches(record)) {
        call.write(toResponse(record));
      } else if (++passedOver % CHECKPOINT_AFTER === 0) {
        const checkpoint = new ReadResp.Checkpoint();
        checkpoint.setCommitPosition(String(position)).setPreparePosition(String(position));
        call.write(new ReadResp().setCheckpoint(checkpoint));
      }
    }
  };
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  call.write(new ReadResp().setConfirmation(confirmation));
  push();
  call.write(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  const unfollow = log.follow(push);
  call.on('cancelled', unfollow).on('error', unfollow).on('close', unfollow);
}

/** `Read`: a stream or `$all`, forwards or backwards, and subscriptions to `$all`. */
export function read(log: RecordLog, subscriptions: Set<Call>) {
  return (call: Call): void => {
    const options = call.request.getOptions();
    if (!options) return void call.end();
    if (options.hasSubscription()) {
      subscriptions.add(call);
      call.on('cancelled', () => subscriptions.delete(call)).on('error', () => subscriptions.delete(call));
      return subscribe(log, call, options);
    }
    const stream = options.getStream();
    const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
    const all = options.getAll();
    const records = stream ? readStream(log, stream) : all ? readAll(log, all, backwards) : [];
    if (!records) call.write(notFound(stream?.getStreamIdentifier()));
    const count = Number(options.getCount());
    for (const record of (records ?? []).slice(0, count)) call.write(toResponse(record));
    call.end();
  };
}
