import os from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import { readConfig } from '../config/hub-config';
import type { Environment } from '../config/settings';
import type { Databases } from '../databases/connections';
import { openDatabases } from '../databases/databases';
import { Translator } from '../language/translator';
import { OpsFailure, type OpsCommand, type OpsInput, type OpsRun } from './command';
import { asJson, asLines, failureOf } from './outcome';
import { Progress } from './progress';

export interface OpsProgramOptions {
  readonly context: string;
  readonly commands: readonly OpsCommand[];
  /** Default port of the server, which some commands ask after. */
  readonly port?: number;
  readonly env?: Environment;
  readonly translator?: Translator;
  readonly stdout?: (text: string) => void;
  readonly stderr?: (text: string) => void;
}

export interface OpsProgram {
  /** Carries out one command line (without program name) and gives the exit code. */
  run(argv: readonly string[]): Promise<number>;
}

interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const camel = (option: string) => option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function inputOf(args: readonly unknown[], options: Readonly<Record<string, unknown>>): OpsInput {
  const text = (option: string) => {
    const value = options[camel(option)];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    args: args.flat().filter((arg): arg is string => typeof arg === 'string'),
    text,
    flag: option => options[camel(option)] === true,
    required: option => {
      const value = text(option);
      if (value === undefined) throw new OpsFailure(`--${option} must be given`, 2);
      return value;
    },
  };
}

function languageOf(translator: Translator, env: Environment, chosen: string | undefined): string {
  return translator.negotiate((env.LC_ALL || env.LANG || '').split('.', 1)[0], chosen);
}

/** Runs one command with what it may ask for, and lets go of it whatever happens. */
async function carryOut(
  command: OpsCommand,
  input: OpsInput,
  options: OpsProgramOptions & {
    readonly language: string;
    readonly json: boolean;
    readonly translator: Translator;
  },
  terminal: Terminal,
): Promise<object> {
  const env = options.env ?? process.env;
  const config = readConfig(options.context, env, { port: options.port, purpose: command.purpose });
  if (command.sandboxOnly && config.mode !== 'sandbox') {
    throw new OpsFailure(`${command.name} exists in the sandbox only: HUB_MODE is ${config.mode}`);
  }
  const closing: (() => Promise<void> | void)[] = [];
  const abort = new AbortController();
  const interrupt = () => abort.abort(new OpsFailure('interrupted', 130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let databases: Promise<Databases> | undefined;
  const run: OpsRun = {
    ...{ config, env, translator: options.translator, language: options.language, json: options.json },
    actor: `ops:${os.userInfo().username}`,
    signal: abort.signal,
    databases: () => {
      databases ??= openDatabases(config).then(opened => (closing.unshift(() => opened.close()), opened));
      return databases;
    },
    out: text => terminal.stdout(text),
    note: text => terminal.stderr(`${text}\n`),
    progress: (what, total) => new Progress(what, total, terminal.stderr),
    atEnd: close => void closing.push(close),
  };
  try {
    const result = await command.run(run, input);
    abort.signal.throwIfAborted();
    return result ?? {};
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    for (const close of closing.reverse()) await close();
  }
}

function describe(command: OpsCommand, act: (input: OpsInput) => Promise<void>): Command {
  const described = new Command(command.name).description(command.description);
  for (const argument of command.arguments ?? []) described.argument(argument.name, argument.description);
  for (const { flags, description, fallback, choices } of command.options ?? []) {
    const option = new Option(flags, description);
    if (fallback !== undefined) option.default(fallback);
    described.addOption(choices ? option.choices(choices) : option);
  }
  return described.action(async () => act(inputOf(described.processedArgs, described.opts())));
}

/** The operator's program of one context: `ops <command> [options] [--json]`. */
export function opsProgram(options: OpsProgramOptions): OpsProgram {
  const terminal: Terminal = {
    stdout: options.stdout ?? (text => void process.stdout.write(text)),
    stderr: options.stderr ?? (text => void process.stderr.write(text)),
  };
  const translator = options.translator ?? Translator.load();

  function build(json: boolean, language: string): Command {
    const program = new Command('ops').description(`Operate the ${options.context} database`).exitOverride();
    program.configureOutput({ writeOut: terminal.stdout, writeErr: () => {} });
    program.helpCommand('help [command]', 'what a command does');
    for (const command of options.commands) {
      const act = async (input: OpsInput) => {
        const result = await carryOut(command, input, { ...options, translator, language, json }, terminal);
        if (json) terminal.stdout(`${asJson(result)}\n`);
        else if (Object.keys(result).length > 0) terminal.stdout(asLines(result));
      };
      const described = describe(command, act).copyInheritedSettings(program).exitOverride();
      described
        .option('--json', 'end with one line of JSON')
        .option('--lang <language>', 'language of messages');
      program.addCommand(described);
    }
    return program;
  }

  async function run(argv: readonly string[]): Promise<number> {
    const json = argv.includes('--json');
    const index = argv.indexOf('--lang');
    const language = languageOf(
      translator,
      options.env ?? process.env,
      index < 0 ? undefined : argv[index + 1],
    );
    try {
      await build(json, language).parseAsync([...argv], { from: 'user' });
      return 0;
    } catch (error) {
      if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help
      return tell(error, json, language);
    }
  }

  function tell(error: unknown, json: boolean, language: string): number {
    const usage = error instanceof CommanderError;
    const found = usage
      ? { code: 'platform.usage', message: usageMessage(error), exitCode: 2, extra: {} }
      : failureOf(error, translator, language);
    terminal.stderr(`error: ${found.message}\n`);
    const { code, message, extra } = found;
    if (json) terminal.stdout(`${asJson({ ...extra, error: { code, message } })}\n`);
    return found.exitCode;
  }

  return { run };
}

function usageMessage(error: CommanderError): string {
  if (error.code === 'commander.help') return 'a command must be given; `--help` lists them';
  return error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}
