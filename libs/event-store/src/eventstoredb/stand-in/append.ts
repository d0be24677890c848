import {
  Metadata,
  status,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
} from '@grpc/grpc-js';
import { Code } from '@eventstore/db-client/generated/code_pb';
import {
  AllStreamPosition,
  Empty,
  MaximumAppendSizeExceeded,
  type UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { AppendReq, AppendResp, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Empty as ProtobufEmpty } from 'google-protobuf/google/protobuf/empty_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import {
  MAX_APPEND_SIZE,
  type AppendOutcome,
  type Expected,
  type Proposed,
  type RecordLog,
} from './record-log';

/** What happens to an answer: given, or swallowed together with the connection. */
export type Deliver = (answer: () => void, drop: () => void) => void;

const uuidText = (uuid: UUID | undefined) => uuid?.getString() ?? '';

const proposedFrom = (message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): Proposed => ({
  id: uuidText(message.getId()),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

type Options = AppendReq.Options | BatchAppendReq.Options;

function expectedOf(options: Options): Expected {
  if (options.hasNoStream()) return 'none';
  if (options.hasStreamExists()) return 'exists';
  if (options.hasAny()) return 'any';
  return BigInt(options instanceof AppendReq.Options ? options.getRevision() : options.getStreamPosition());
}

const streamOf = (options: Options) =>
  Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');

function unaryAnswer(
  expected: Expected,
  outcome: AppendOutcome & { kind: 'stored' | 'wrong-version' },
): AppendResp {
  if (outcome.kind === 'stored') {
    const position = new AppendResp.Position();
    position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position));
    const success = new AppendResp.Success();
    return new AppendResp().setSuccess(
      success.setCurrentRevision(String(outcome.revision)).setPosition(position),
    );
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  if (outcome.current === undefined) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(outcome.current));
  if (expected === 'none') wrong.setExpectedNoStream(new Empty());
  else if (typeof expected === 'bigint') wrong.setExpectedRevision(String(expected));
  return new AppendResp().setWrongExpectedVersion(wrong);
}

/** `Append`: one call per append. */
export function append(log: RecordLog, deliver: Deliver) {
  return (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    let options: AppendReq.Options | undefined;
    const proposed: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) proposed.push(proposedFrom(message));
    });
    call.on('end', () => {
      if (!options) return answer({ code: status.INVALID_ARGUMENT });
      const expected = expectedOf(options);
      const outcome = log.append(streamOf(options), expected, proposed);
      const give = () => {
        if (outcome.kind !== 'too-large') return answer(null, unaryAnswer(expected, outcome));
        const metadata = new Metadata();
        metadata.set('exception', 'maximum-append-size-exceeded');
        metadata.set('maximum-append-size', String(MAX_APPEND_SIZE));
        answer({ code: status.INVALID_ARGUMENT, details: 'Maximum Append Size Exceeded.', metadata });
      };
      deliver(give, () => answer({ code: status.UNAVAILABLE, details: 'connection dropped' }));
    });
  };
}

function packed(bytes: Uint8Array, typeName: string): Any {
  const details = new Any();
  details.pack(bytes, typeName);
  return details;
}

function batchError(outcome: AppendOutcome, expected: Expected): Status {
  if (outcome.kind === 'wrong-version') {
    const wrong = new WrongExpectedVersion();
    if (outcome.current === undefined) wrong.setCurrentNoStream(new ProtobufEmpty());
    else wrong.setCurrentStreamRevision(String(outcome.current));
    if (expected === 'none') wrong.setExpectedNoStream(new ProtobufEmpty());
    else if (typeof expected === 'bigint') wrong.setExpectedStreamPosition(String(expected));
    const details = packed(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
    return new Status().setCode(Code.FAILED_PRECONDITION).setDetails(details);
  }
  const large = new MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_SIZE);
  const details = packed(large.serializeBinary(), 'event_store.client.MaximumAppendSizeExceeded');
  return new Status().setCode(Code.INVALID_ARGUMENT).setDetails(details);
}

function batchAnswer(
  request: BatchAppendReq,
  options: BatchAppendReq.Options,
  outcome: AppendOutcome,
): BatchAppendResp {
  const response = new BatchAppendResp();
  response.setCorrelationId(request.getCorrelationId()).setStreamIdentifier(options.getStreamIdentifier());
  if (outcome.kind !== 'stored') return response.setError(batchError(outcome, expectedOf(options)));
  const position = new AllStreamPosition();
  position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position));
  const success = new BatchAppendResp.Success();
  return response.setSuccess(success.setCurrentRevision(String(outcome.revision)).setPosition(position));
}

/** `BatchAppend`: all appends of a client on one stream, told apart by their correlation ids. */
export function batchAppend(log: RecordLog, deliver: Deliver) {
  return (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const open = new Map<string, { options: BatchAppendReq.Options; proposed: Proposed[] }>();
    call.on('data', (request: BatchAppendReq) => {
      const id = uuidText(request.getCorrelationId());
      const options = request.getOptions() ?? open.get(id)?.options;
      if (!options) return;
      const proposed = [
        ...(open.get(id)?.proposed ?? []),
        ...request.getProposedMessagesList().map(proposedFrom),
      ];
      open.set(id, { options, proposed });
      if (!request.getIsFinal()) return;
      open.delete(id);
      const outcome = log.append(streamOf(options), expectedOf(options), proposed);
      deliver(
        () => call.write(batchAnswer(request, options, outcome)),
        () => call.emit('error', { code: status.UNAVAILABLE, details: 'connection dropped' }),
      );
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  };
}
