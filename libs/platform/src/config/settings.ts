import net from 'node:net';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is missing or wrong; the message is one line and names the variable. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}

/** The variables of one context: `text('PORT')` of context `x` reads `X_PORT`. */
export class Settings {
  constructor(
    private readonly context: string,
    private readonly env: Environment,
    private readonly production: boolean,
  ) {}

  name(setting: string): string {
    return `${this.context.toUpperCase().replaceAll('-', '_')}_${setting}`;
  }

  fail(message: string): never {
    throw new ConfigurationError(message);
  }

  refuse(setting: string, reason: string): never {
    this.fail(`${this.name(setting)} ${reason}`);
  }

  private get(
    variable: string,
    fallback: string | undefined,
    requiredInProduction: boolean,
  ): string | undefined {
    const value = this.env[variable]?.trim();
    if (value) return value;
    if (requiredInProduction && this.production)
      this.fail(`${variable} must be set when HUB_MODE=production`);
    return fallback;
  }

  shared(variable: string, fallback?: string, requiredInProduction = false): string | undefined {
    return this.get(variable, fallback, requiredInProduction);
  }

  text(setting: string, fallback = '', requiredInProduction = false): string {
    return this.get(this.name(setting), fallback, requiredInProduction) ?? '';
  }

  oneOf<Choice extends string>(setting: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.text(setting, fallback);
    const choice = choices.find(candidate => candidate === value);
    return choice ?? this.refuse(setting, `is "${value}": ${choices.join(' or ')}`);
  }

  port(setting: string, fallback: number): number {
    const text = this.text(setting, String(fallback));
    const port = Number(text);
    if (!/^\d{1,5}$/.test(text) || port > 65_535) this.refuse(setting, `is "${text}": a port is 0 to 65535`);
    return port;
  }

  /** @returns bytes */
  megabytes(setting: string, fallback: number): number {
    const text = this.text(setting, String(fallback));
    if (!/^\d{1,7}$/.test(text)) this.refuse(setting, `is "${text}": a whole number of megabytes`);
    return Number(text) * 2 ** 20;
  }

  addresses(setting: string): string[] {
    const list = this.text(setting)
      .split(',')
      .map(part => part.trim())
      .filter(Boolean);
    for (const entry of list) {
      const [address = '', bits = '32', ...rest] = entry.split('/');
      const valid = net.isIP(address) > 0 && /^\d{1,3}$/.test(bits) && rest.length === 0;
      // A range that covers everybody would let any client forge its address.
      if (!valid || Number(bits) === 0) this.refuse(setting, `is "${entry}": the address of your TLS proxy`);
    }
    return list;
  }

  postgresUrl(setting: string, requiredInProduction = false): string | undefined {
    const value = this.get(this.name(setting), undefined, requiredInProduction);
    if (value === undefined) return undefined;
    const readable = URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
    // The value itself may hold a password and is never repeated.
    if (!readable)
      this.refuse(setting, 'is not a PostgreSQL address like postgres://user:password@host:5432/database');
    return value;
  }
}
