import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { CriteriaBook } from '@hub/codebook';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const valuesOf = (section: string) => `Values_${section}`;

/** The answers of each section as the criteria define them: a new variable is in it without a line of code. */
function withSections(schemas: Schemas, book: CriteriaBook): Schemas {
  const sections = book.sections.map(({ name }) => [valuesOf(name), book.jsonSchema(name)] as const);
  const recording = schemas['RecordSection'];
  const all = { ...schemas, ...(Object.fromEntries(sections) as Schemas) };
  if (!recording || !('properties' in recording)) return all;
  const values = { anyOf: sections.map(([name]) => ({ $ref: `#/components/schemas/${name}` })) };
  return { ...all, RecordSection: { ...recording, properties: { ...recording.properties, values } } };
}

/** The description of the interface, from its code and the criteria. Pages are not part of it. */
export function describeApi(app: INestApplication, book: CriteriaBook): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Judicial database')
    .setDescription('Criminal proceedings on trafficking in human beings: one national database, one holder.')
    .setVersion(book.version)
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const paths = Object.fromEntries(
    Object.entries(document.paths).filter(([route]) => route.startsWith('/api/')),
  );
  const schemas = withSections(document.components?.schemas ?? {}, book);
  return { ...document, paths, components: { ...document.components, schemas } };
}
