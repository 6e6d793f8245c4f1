import { z } from 'zod';
import { failure } from './answers.js';
import { OPERATIONS, type Operation } from './operations.js';

/** The HTTP API as an OpenAPI 3.1 document. */
export function openapiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dualedit studio',
      version: '1',
      description: 'Changes what is named in a picture, and nothing else in it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: {
        Failure: {
          description: 'What went wrong, and what to do about it',
          content: { 'application/json': { schema: schemaOf(failure) } },
        },
      },
    },
  };
}

function describe({
  method,
  path,
  summary,
  body,
  upload,
  query = {},
  answer,
  status = 200,
}: Operation): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  const content = {
    ...(body && { 'application/json': { schema: schemaOf(body) } }),
    ...upload,
  };
  return {
    operationId: `${method}${path.replaceAll(/[^A-Za-z]+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
    summary,
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(Object.keys(content).length > 0 && { requestBody: { required: true, content } }),
    responses: {
      [status]: { description: summary, ...(answer !== '' && { content: contentOf(answer) }) },
      default: { $ref: '#/components/responses/Failure' },
    },
  };
}

function contentOf(answer: z.ZodType | string): object {
  if (typeof answer !== 'string') return { 'application/json': { schema: schemaOf(answer) } };
  return { [answer]: {} };
}

/** Without the dialect's name, which the document gives. */
function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
