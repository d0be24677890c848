/**
 * The recipes for containers, checked without an engine: what the image copies exists, nothing runs as root, and the
 * two databases share no network, volume, secret, port or setting. Exits 1 with one line per finding.
 */
import fs from 'node:fs';
import path from 'node:path';
import { DockerfileParser, type Copy, type Dockerfile } from 'dockerfile-ast';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly env_file?: readonly (string | { readonly path: string })[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly network_mode?: string;
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly security_opt?: readonly string[];
  readonly build?: { readonly args?: Readonly<Record<string, string>> };
}

interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file?: string }>>;
}

const known = new Set(
  'FROM ARG WORKDIR COPY RUN LABEL ENV USER EXPOSE HEALTHCHECK ENTRYPOINT CMD VOLUME STOPSIGNAL SHELL'.split(
    ' ',
  ),
);

function sourcesOf(copy: Copy): string[] {
  return copy
    .getArguments()
    .slice(0, -1)
    .map(argument => argument.getValue());
}

function checkCopy(copy: Copy, recipe: Dockerfile, root: string): string[] {
  const from = copy.getFlags().find(flag => flag.getName() === 'from');
  if (!from) {
    return sourcesOf(copy)
      .filter(source => !fs.existsSync(path.join(root, source)))
      .map(source => `COPY ${source}: no such file`);
  }
  const stages = recipe.getFROMs().map(stage => stage.getBuildStage());
  return stages.includes(from.getValue()) ? [] : [`COPY --from=${from.getValue()}: no such stage`];
}

function checkFrom(recipe: Dockerfile): string[] {
  return recipe.getFROMs().flatMap(from => {
    const image = from.getImage() ?? '';
    const findings: string[] = [];
    if (!/:[\w.-]+$/.test(image) || image.endsWith(':latest')) findings.push(`FROM ${image}: no version`);
    if (image.includes('alpine')) findings.push(`FROM ${image}: the embedded PostgreSQL needs glibc`);
    return findings;
  });
}

/** Findings in the recipe of the image. */
export function checkRecipe(text: string, root: string): string[] {
  const recipe = DockerfileParser.parse(text);
  const instructions = recipe.getInstructions();
  const findings = instructions
    .map(instruction => instruction.getKeyword())
    .filter(keyword => !known.has(keyword))
    .map(keyword => `${keyword}: not an instruction this recipe may use`);
  findings.push(...checkFrom(recipe), ...recipe.getCOPYs().flatMap(copy => checkCopy(copy, recipe, root)));
  const last = (keyword: string) =>
    instructions.filter(instruction => instruction.getKeyword() === keyword).at(-1);
  const user = last('USER')?.getArgumentsContent() ?? 'root';
  if (/^(root|0)(:|$)/.test(user)) findings.push('the image runs as root');
  for (const keyword of ['ENTRYPOINT', 'CMD', 'HEALTHCHECK']) {
    if (!last(keyword)) findings.push(`${keyword} is missing`);
  }
  for (const secret of text.matchAll(/^\s*(?:ENV|ARG)\s+\S*(?:PASSWORD|SECRET|TOKEN|_URL)\S*/gim)) {
    findings.push(`${secret[0].trim()}: a secret in the image`);
  }
  return findings;
}

const prefixOf = (context: string) => `${context.toUpperCase()}_`;

function checkService(name: string, service: Service, compose: Compose): string[] {
  const findings: string[] = [];
  const missing = (kind: string, wanted: readonly string[], offered: object = {}) =>
    wanted.filter(one => !Object.hasOwn(offered, one)).map(one => `${kind} ${one} is not declared`);
  findings.push(...missing('service', Object.keys(service.depends_on ?? {}), compose.services));
  findings.push(...missing('network', service.networks ?? [], compose.networks));
  findings.push(...missing('secret', service.secrets ?? [], compose.secrets));
  const volumes = (service.volumes ?? [])
    .map(volume => volume.split(':')[0] ?? '')
    .filter(one => /^[a-z]/.test(one));
  findings.push(...missing('volume', volumes, compose.volumes));
  if (service.privileged || service.network_mode) findings.push('privileged or on the network of its host');
  if (!service.security_opt?.includes('no-new-privileges:true')) findings.push('may gain privileges');
  if (service.build && !service.read_only) findings.push('may write into its image');
  if (/^(root|0)(:|$)/.test(service.user ?? '')) findings.push('runs as root');
  for (const port of service.ports ?? []) {
    if (!port.startsWith('127.0.0.1:'))
      findings.push(`port ${port} is open to the network: the TLS proxy is in front`);
  }
  return findings.map(finding => `${name}: ${finding}`);
}

/** Connection strings hold passwords: they come from files or the operator's environment. */
const writtenSecrets = (service: Service) =>
  Object.entries(service.environment ?? {})
    .filter(([name, value]) => name.endsWith('_URL') && typeof value === 'string' && /:\/\/[^$]/.test(value))
    .map(([name]) => name);

/** Findings in the compose file of one database. */
export function checkCompose(text: string, context: string, others: readonly string[]): string[] {
  const compose = parse(text, { merge: true }) as Compose;
  const findings = Object.entries(compose.services).flatMap(([name, service]) =>
    checkService(name, service, compose),
  );
  for (const other of others) {
    const stranger = new RegExp(`\\b${other}\\b|${prefixOf(other)}`, 'i').exec(text);
    if (stranger) findings.push(`it names ${stranger[0]}, of the other database`);
  }
  for (const [name, service] of Object.entries(compose.services)) {
    const built = service.build?.args?.CONTEXT;
    if (built !== undefined && built !== context) findings.push(`${name}: built for ${built}`);
    findings.push(...writtenSecrets(service).map(setting => `${name}: ${setting} is written into the file`));
  }
  const data = Object.entries(compose.networks ?? {}).filter(([, network]) => network?.internal);
  if (data.length === 0) findings.push('no internal network for the databases');
  return findings;
}

/** What two compose files have in common and must not. */
export function sharedParts(first: string, second: string): string[] {
  const partsOf = (text: string) => {
    const compose = parse(text, { merge: true }) as Compose;
    const services = Object.values(compose.services);
    return [
      `project ${compose.name}`,
      ...Object.keys(compose.networks ?? {}).map(name => `network ${name}`),
      ...Object.keys(compose.volumes ?? {}).map(name => `volume ${name}`),
      ...Object.entries(compose.secrets ?? {}).flatMap(([name, { file }]) => [
        `secret ${name}`,
        `secret file ${file}`,
      ]),
      ...services.flatMap(service => (service.ports ?? []).map(port => `port ${port}`)),
      ...services.flatMap(service => (service.build ? [`image ${service.image}`] : [])),
      ...services.flatMap(service =>
        (service.volumes ?? [])
          .map(volume => volume.split(/:(?=\/)/)[0] ?? '')
          .map(source => `volume ${source}`),
      ),
      ...services.flatMap(service =>
        (service.env_file ?? []).map(file => `settings ${typeof file === 'string' ? file : file.path}`),
      ),
    ];
  };
  const others = new Set(partsOf(second));
  return [...new Set(partsOf(first))].filter(part => others.has(part)).map(part => `both have ${part}`);
}

function main(root: string): void {
  const contexts = fs.readdirSync(path.join(root, 'apps'));
  const read = (file: string) => fs.readFileSync(path.join(root, 'docker', file), 'utf8');
  const findings = checkRecipe(read('Dockerfile'), root).map(finding => `docker/Dockerfile: ${finding}`);
  for (const context of contexts) {
    const file = `${context}.compose.yaml`;
    const others = contexts.filter(other => other !== context);
    findings.push(...checkCompose(read(file), context, others).map(finding => `docker/${file}: ${finding}`));
    for (const other of others) findings.push(...sharedParts(read(file), read(`${other}.compose.yaml`)));
  }
  process.stderr.write(findings.map(finding => `${finding}\n`).join(''));
  process.stdout.write(`docker: ${1 + contexts.length} files, ${findings.length} findings\n`);
  if (findings.length > 0) process.exitCode = 1;
}

if (require.main === module) main(path.resolve(__dirname, '../..'));
