import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { CriteriaBook } from '@hub/codebook';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const schemaName = (section: string) => `Values_${section}`;

/**
 * The description of the API from its code: routes and bodies from the controllers, the values of described
 * sections from the criteria, so that a new variable is in it without a line of code. Pages are not part of it.
 */
export function describeApi(app: INestApplication, book: CriteriaBook): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Victim database')
    .setDescription('Facts about victims of trafficking in human beings; one national database, one holder.')
    .setVersion(book.version)
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const paths = Object.fromEntries(
    Object.entries(document.paths).filter(([route]) => route.startsWith('/api/')),
  );
  const schemas: Record<string, Schema> = { ...document.components?.schemas };
  for (const { name } of book.sections) schemas[schemaName(name)] = book.jsonSchema(name);
  const anySection = book.sections.map(({ name }) => ({ $ref: `#/components/schemas/${schemaName(name)}` }));
  const recording = schemas.RecordSection;
  if (recording && 'properties' in recording) {
    schemas.RecordSection = {
      ...recording,
      properties: { ...recording.properties, values: { anyOf: anySection } },
    };
  }
  return { ...document, paths, components: { ...document.components, schemas } };
}
