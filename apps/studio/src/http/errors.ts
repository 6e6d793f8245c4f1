import { DualeditError } from '@dualedit/foundation';

export function unknownRoute(method: string, path: string): DualeditError {
  return new DualeditError({
    code: 'route-unknown',
    message: `There is nothing at ${method} ${path}.`,
    hint: 'GET /v1/openapi.json lists what there is.',
    received: `${method} ${path}`,
  });
}

export function unknownPicture(id: string): DualeditError {
  return new DualeditError({
    code: 'picture-unknown',
    message: `There is no picture "${id}" here.`,
    hint: 'Send its bytes to POST /v1/pictures first.',
    received: id,
  });
}

/** A request whose body is not what the API takes. */
export function malformed(message: string, received?: unknown): DualeditError {
  return new DualeditError({
    code: 'request-malformed',
    message,
    hint: 'GET /v1/openapi.json says what each request takes.',
    received,
  });
}

export function tooLarge(bytes: number): DualeditError {
  return new DualeditError({
    code: 'request-too-large',
    message: `Expected a request of at most ${bytes} bytes but received more.`,
    hint: 'Send less, or start the server with a higher limit.',
    received: bytes,
  });
}
